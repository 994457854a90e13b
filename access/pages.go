package access

import "net/http"

// pages is the part of the table that people with a browser call. Auditors see
// the worklist; a case with the words of persons is for the officers.
var pages = []Rule{
	{http.MethodGet, "/", Everyone},
	{http.MethodGet, "/how", Everyone},
	{http.MethodGet, "/assets/*", Everyone},
	{http.MethodGet, "/complaint/new", Everyone},
	{http.MethodPost, "/complaint/new", Everyone},
	{http.MethodGet, "/complaint/receipt", Everyone},
	{http.MethodGet, "/request", Everyone},
	{http.MethodPost, "/request", Everyone},
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

	{http.MethodGet, "/my-case/certificate", Complainants},
	{http.MethodGet, "/desk/cases/:case/certificate", Auditors},

	{http.MethodGet, "/desk", Auditors},
	{http.MethodGet, "/desk/new", Officers},
	{http.MethodPost, "/desk/new", Officers},
	{http.MethodGet, "/desk/request", Officers},
	{http.MethodPost, "/desk/request", Officers},
	{http.MethodGet, "/desk/receipt", Officers},
	{http.MethodGet, "/desk/cases/:case", Officers},
	{http.MethodGet, "/desk/cases/:case/acts/:action", Officers},
	{http.MethodPost, "/desk/cases/:case/acts/:action", Officers},
	{http.MethodGet, "/desk/cases/:case/documents/:document", Officers},

	// The local tray, registered in development only.
	{http.MethodGet, "/dev/mail", Everyone},
	{http.MethodGet, "/dev/mail.json", Everyone},
	{http.MethodGet, "/dev/mail/:letter", Everyone},
}
