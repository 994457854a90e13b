package ui

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// draftDays is how long a draft that is not sent is kept (design of the portal).
const draftDays = 30

// accessibility says how far these pages can be used by everybody, and how that was
// found out.
func (p *Pages) accessibility(c echo.Context) error {
	v := page.StatementView{Name: "accessibility", Sections: []string{"met", "tested", "untested", "open", "tell"}, Offices: law.Offices()}
	return show(c, http.StatusOK, page.Statement(p.chrome(c, say(c, "accessibility.title")), v))
}

// privacy says what the portal itself keeps of whom, why and for how long.
func (p *Pages) privacy(c echo.Context) error {
	ctx, pack := c.Request().Context(), law.Select(law.Facts{ReceivedAt: p.Service.Now()})
	v := page.StatementView{
		Name: "privacy", Sections: []string{"who", "kept", "why", "recipients", "long", "sealed", "cookies", "rights"}, Offices: law.Offices(),
		Rules: []*law.Rule{pack.Rule(law.Retention), pack.Rule(law.Reopen)}, Gaps: p.privacyGaps(ctx, pack),
	}
	return show(c, http.StatusOK, page.Statement(p.chrome(c, say(c, "privacy.title")), v))
}

// privacyGaps fill the sentences with what the pack and the settings say.
func (p *Pages) privacyGaps(ctx context.Context, pack *law.Pack) []any {
	return []any{
		"Kept", page.Span(ctx, pack.Rule(law.Retention)), "Reopen", page.Span(ctx, pack.Rule(law.Reopen)),
		"Draft", words.T(ctx, "period.calendar_day", "N", draftDays), "Cookie", p.Cookie.Name, "Language", p.langCookie(), "Hours", words.T(ctx, "privacy.hours", "N", int(p.Cookie.Lifetime/time.Hour)),
	}
}
