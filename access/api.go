package access

import (
	"net/http"
	"slices"
)

// base is where the API of this version begins.
const base = "/api/v1"

// api is the part of the table that programs call. Managers hold the acts of
// assignment, so they read cases too; auditors read everything and write nothing.
// Administrators manage accounts and read no case.
var api = []Rule{
	{http.MethodPost, base + "/complaints", Everyone},
	{http.MethodPost, base + "/requests", Everyone},
	{http.MethodPost, base + "/complaints/:case/session", Everyone},
	{http.MethodDelete, base + "/complaints/:case/session", Complainants},
	{http.MethodGet, base + "/complaints/:case", Complainants},
	{http.MethodPost, base + "/complaints/:case/messages", Complainants},
	{http.MethodPost, base + "/complaints/:case/actions", Complainants},
	{http.MethodPost, base + "/complaints/:case/documents", Complainants},
	{http.MethodGet, base + "/complaints/:case/documents/:document", Complainants},

	{http.MethodPost, base + "/complaints/:case/link", Everyone},
	{http.MethodPost, base + "/complaints/:case/link/session", Everyone},
	{http.MethodPost, base + "/complaints/:case/access-code", Owner},
	{http.MethodGet, base + "/complaints/:case/representatives", Owner},
	{http.MethodPost, base + "/complaints/:case/representatives", Owner},
	{http.MethodDelete, base + "/complaints/:case/representatives/:representative", Owner},

	{http.MethodGet, base + "/cases", Auditors},
	{http.MethodPost, base + "/cases", Officers},
	{http.MethodGet, base + "/cases/:case", Auditors},
	{http.MethodGet, base + "/cases/:case/events", Auditors},
	{http.MethodGet, base + "/cases/:case/actions", Officers},
	{http.MethodPost, base + "/cases/:case/actions", Officers},
	{http.MethodPost, base + "/cases/:case/documents", Officers},
	{http.MethodGet, base + "/cases/:case/documents/:document", Auditors},
	{http.MethodGet, base + "/cases/:case/packs", Auditors},
	{http.MethodGet, base + "/cases/:case/arbitration", slices.Concat(Complainants, Auditors)},

	{http.MethodGet, base + "/packs", Everyone},
	{http.MethodGet, base + "/packs/:pack", Everyone},
	{http.MethodGet, base + "/clock", Everyone},

	{http.MethodGet, base + "/cases/:case/certificate", Auditors},
	{http.MethodGet, base + "/complaints/:case/certificate", Complainants},
	{http.MethodGet, base + "/audit/key", Everyone},

	{http.MethodGet, "/api/docs", Everyone},
	{http.MethodGet, "/api/docs.css", Everyone},
	{http.MethodGet, "/api/openapi.yaml", Everyone},
	{http.MethodGet, "/healthz", Everyone},
	{http.MethodGet, "/readyz", Everyone},
	{http.MethodGet, "/metrics", Operators},

	{http.MethodGet, base + "/cases/:case/reads", Overseers},

	{http.MethodGet, base + "/complaints/:case/receipt.pdf", Complainants},
	{http.MethodGet, base + "/complaints/:case/calendar.ics", Complainants},
	{http.MethodGet, base + "/complaints/:case/packets/:recipient", Complainants},
	{http.MethodGet, base + "/complaints/:case/everything.zip", Complainants},
}
