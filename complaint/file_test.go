package complaint

import (
	"errors"
	"fmt"
	"testing"
)

func TestUnfit(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("take in a file: %w", Unfit(FileEmpty, Errorf(Invalid, "the file is empty")))
	if FaultOf(err) != FileEmpty || KindOf(err) != Invalid || err.Error() != "take in a file: the file is empty" {
		t.Errorf("%v is %q, %q", err, FaultOf(err), KindOf(err))
	}
	if got := FaultOf(errors.New("other")); got != "" {
		t.Errorf("another error is %q", got)
	}
}
