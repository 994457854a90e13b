package page

import (
	"context"
	"time"

	"recourse/ui/words"
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

func utc(ctx context.Context, t time.Time) string { return words.Moment(ctx, t, time.UTC) }
