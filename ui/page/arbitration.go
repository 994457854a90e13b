package page

import (
	"context"
	"fmt"

	"recourse/law"
	"recourse/ui/words"
)

// answer says whether a guard is met or a bar stands.
func answer(ctx context.Context, holds, guard bool) string {
	switch {
	case guard && holds:
		return words.T(ctx, "arbitration.met")
	case guard:
		return words.T(ctx, "arbitration.unmet")
	case holds:
		return words.T(ctx, "arbitration.stands")
	}
	return words.T(ctx, "arbitration.absent")
}

// why names the sentence that explains the answer.
func why(f law.Finding) string { return fmt.Sprintf("finding.%s.%t", f.Code, f.Holds) }
