package access

import (
	"net/http"

	"recourse/complaint"
)

// pages is the part of the table that people with a browser call. Auditors see
// the worklist and the cases, and no form of the desk. Everybody on the staff has
// an account; administrators see all of them and no case.
var pages = []Rule{
	{http.MethodGet, "/", Everyone},
	{http.MethodGet, "/how", Everyone},
	{http.MethodGet, "/assets/*", Everyone},
	{http.MethodGet, "/complaint/new", Everyone},
	{http.MethodGet, "/complaint/receipt", Everyone},
	{http.MethodGet, "/request", Everyone},
	{http.MethodGet, "/follow", Everyone},
	{http.MethodPost, "/follow", Everyone},
	{http.MethodPost, "/follow/send", Everyone},
	{http.MethodGet, "/follow/link", Everyone},
	{http.MethodPost, "/follow/link", Everyone},
	{http.MethodGet, "/sign-in", Everyone},
	{http.MethodPost, "/sign-in", Everyone},
	{http.MethodPost, "/sign-out", Everyone},

	{http.MethodGet, "/my-case", Complainants},
	{http.MethodGet, "/my-case/acts/:action", Complainants},
	{http.MethodPost, "/my-case/acts/:action", Complainants},
	{http.MethodGet, "/my-case/documents/:document", Complainants},
	{http.MethodGet, "/my-case/access", Owner},
	{http.MethodPost, "/my-case/access", Owner},
	{http.MethodPost, "/my-case/access/code", Owner},
	{http.MethodPost, "/my-case/access/end", Owner},

	{http.MethodGet, "/my-case/sessions", Complainants},
	{http.MethodPost, "/my-case/sessions", Complainants},

	{http.MethodGet, "/my-case/certificate", Complainants},
	{http.MethodGet, "/my-case/answer", Complainants},
	{http.MethodPost, "/my-case/answer", Complainants},
	{http.MethodGet, "/my-case/elsewhere", Complainants},
	{http.MethodPost, "/my-case/elsewhere", Complainants},
	{http.MethodGet, "/my-case/arbitration", Complainants},
	{http.MethodGet, "/my-case/reminders", Complainants},
	{http.MethodPost, "/my-case/reminders", Complainants},
	{http.MethodPost, "/my-case/reminders/drop", Complainants},
	{http.MethodGet, "/desk/cases/:case/certificate", Auditors},

	{http.MethodGet, "/desk", Auditors},
	{http.MethodPost, "/desk", Auditors},
	{http.MethodGet, "/desk/new", Officers},
	{http.MethodPost, "/desk/new", Officers},
	{http.MethodGet, "/desk/request", Officers},
	{http.MethodPost, "/desk/request", Officers},
	{http.MethodGet, "/desk/receipt", Officers},
	{http.MethodGet, "/desk/cases/:case", Auditors},
	{http.MethodGet, "/desk/cases/:case/acts/:action", Officers},
	{http.MethodPost, "/desk/cases/:case/acts/:action", Officers},
	{http.MethodGet, "/desk/cases/:case/documents/:document", Auditors},

	{http.MethodGet, "/sign-in/code", Everyone},
	{http.MethodPost, "/sign-in/code", Everyone},
	{http.MethodPost, "/sign-in/passkey", Everyone},
	{http.MethodPost, "/sign-in/passkey/options", Everyone},
	{http.MethodGet, "/welcome", Everyone},
	{http.MethodPost, "/welcome", Everyone},
	{http.MethodGet, "/welcome/password", Everyone},
	{http.MethodPost, "/welcome/password", Everyone},
	{http.MethodGet, "/welcome/app", Everyone},
	{http.MethodPost, "/welcome/app", Everyone},
	{http.MethodGet, "/welcome/app.png", Everyone},
	{http.MethodPost, "/welcome/passkey", Everyone},
	{http.MethodPost, "/welcome/passkey/options", Everyone},

	{http.MethodGet, "/account", Staff},
	{http.MethodGet, "/account/password", Staff},
	{http.MethodPost, "/account/password", Staff},
	{http.MethodGet, "/account/app", Staff},
	{http.MethodPost, "/account/app", Staff},
	{http.MethodGet, "/account/app.png", Staff},
	{http.MethodPost, "/account/app/remove", Staff},
	{http.MethodPost, "/account/passkey", Staff},
	{http.MethodPost, "/account/passkey/options", Staff},
	{http.MethodPost, "/account/passkey/remove", Staff},
	{http.MethodGet, "/account/codes", Staff},
	{http.MethodPost, "/account/codes", Staff},
	{http.MethodPost, "/account/sessions", Staff},
	{http.MethodGet, "/account/prove", Staff},
	{http.MethodPost, "/account/prove", Staff},
	{http.MethodPost, "/account/prove/passkey", Staff},
	{http.MethodPost, "/account/prove/passkey/options", Staff},

	{http.MethodGet, "/admin/accounts", Administrators},
	{http.MethodGet, "/admin/accounts/new", Administrators},
	{http.MethodPost, "/admin/accounts/new", Administrators},
	{http.MethodGet, "/admin/accounts/:account", Administrators},
	{http.MethodPost, "/admin/accounts/:account/:change", Administrators},
	{http.MethodGet, "/admin/events", []complaint.Role{complaint.SystemAdmin, complaint.Auditor}},

	// What people take away.
	{http.MethodGet, "/complaint/receipt.pdf", Everyone},
	{http.MethodGet, "/complaint/receipt.ics", Everyone},
	{http.MethodPost, "/complaint/receipt/saved", Everyone},
	{http.MethodPost, "/complaint/receipt/mail", Everyone},
	{http.MethodGet, "/my-case/receipt.pdf", Complainants},
	{http.MethodGet, "/my-case/calendar.ics", Complainants},
	{http.MethodGet, "/my-case/everything.zip", Complainants},
	{http.MethodGet, "/my-case/packets", Complainants},
	{http.MethodGet, "/my-case/packets/:recipient", Complainants},
	{http.MethodGet, "/my-case/packets/:recipient/packet.pdf", Complainants},
	{http.MethodGet, "/my-case/packets/:recipient/packet.zip", Complainants},

	// The local tray, registered in development only.
	{http.MethodGet, "/dev/mail", Everyone},
	{http.MethodGet, "/dev/mail.json", Everyone},
	{http.MethodGet, "/dev/mail/:letter", Everyone},

	// Sign-in by OpenID Connect, registered where a provider is configured.
	{http.MethodPost, "/sign-in/provider", Everyone},
	{http.MethodGet, "/sign-in/provider/callback", Everyone},

	// What everybody may read, and the questions before anything is filed.
	{http.MethodGet, "/complaint/start", Everyone},
	{http.MethodGet, "/dates", Everyone},
	{http.MethodGet, "/packs", Everyone},
	{http.MethodGet, "/packs/:pack", Everyone},
	{http.MethodGet, "/figures", Everyone},
	{http.MethodGet, "/figures.csv", Everyone},
	{http.MethodGet, "/accessibility", Everyone},
	{http.MethodGet, "/privacy", Everyone},
	// Drafts: whoever holds one in their session, or has its code.
	{http.MethodGet, "/complaint/draft", Everyone},
	{http.MethodPost, "/complaint/draft", Everyone},
	{http.MethodGet, "/complaint/draft/later", Everyone},
	{http.MethodPost, "/complaint/draft/mail", Everyone},
	{http.MethodGet, "/complaint/draft/resume", Everyone},
	{http.MethodPost, "/complaint/draft/resume", Everyone},
	{http.MethodGet, "/complaint/draft/link", Everyone},
	{http.MethodPost, "/complaint/draft/link", Everyone},
	{http.MethodGet, "/complaint/draft/who-sees", Everyone},
	{http.MethodPost, "/complaint/draft/who-sees", Everyone},
	{http.MethodGet, "/complaint/draft/check", Everyone},
	{http.MethodPost, "/complaint/draft/send", Everyone},
	{http.MethodGet, "/complaint/draft/:step", Everyone},
	{http.MethodPost, "/complaint/draft/:step", Everyone},
}
