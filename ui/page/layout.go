package page

import (
	"context"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"recourse/access"
	"recourse/words"
)

// title is the document's title: what went wrong first, since it is what a
// screen reader says first.
func title(ctx context.Context, c Chrome) string {
	if c.Failed {
		return words.T(ctx, "layout.title_failed", "Title", c.Title, "Product", words.T(ctx, "product.name"))
	}
	return words.T(ctx, "layout.title", "Title", c.Title, "Product", words.T(ctx, "product.name"))
}

// who names the caller in the head of the page.
func who(ctx context.Context, c Chrome) string {
	if c.Caller.Works() {
		return words.T(ctx, "layout.staff", "Name", c.Caller.Name, "Role", words.T(ctx, "role."+string(c.Caller.Actor.Role)))
	}
	return string(c.Caller.Case)
}

// shown says to the script of the pages how long a page of somebody who is signed in
// may stay open, and what it says afterwards: a browser shows nothing for longer than
// the session lasts (OWASP ASVS 5.0.0, 14.3.1).
func shown(ctx context.Context, c Chrome) templ.Attributes {
	if !c.signedIn() {
		return nil
	}
	lasts := access.OwnLasts
	if c.Caller.Works() {
		lasts = access.StaffIdle
	}
	return templ.Attributes{
		"data-shown-for": strconv.Itoa(int(lasts / time.Second)), "data-gone": words.T(ctx, "layout.gone"), "data-again": words.T(ctx, "layout.again"), "data-typed": words.T(ctx, "layout.typed"),
	}
}

func utc(ctx context.Context, t time.Time) string { return words.Moment(ctx, t, time.UTC) }
