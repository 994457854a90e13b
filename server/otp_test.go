package server

import (
	"testing"
	"time"

	"github.com/pquerna/otp/hotp"
)

// TestStepOf_takesTheCodeThatIsShown holds codes of an app against OWASP ASVS 5.0.0,
// 6.5.5: none lives longer than its thirty seconds.
func TestStepOf_takesTheCodeThatIsShown(t *testing.T) {
	t.Parallel()
	secret, at := newTOTPSecret(), time.Unix(1_540_000_020, 0)
	now := at.Unix() / stepSeconds
	for shift := int64(-2); shift <= 2; shift++ {
		code, err := hotp.GenerateCode(secret, uint64(now+shift))
		if err != nil {
			t.Fatal(err)
		}
		if step, ok := stepOf(secret, code, at); ok != (shift == 0) || ok && step != now {
			t.Errorf("the code of %+d steps: step %d, %v", shift, step, ok)
		}
	}
	if _, ok := stepOf("no base 32!", "000000", at); ok {
		t.Error("a broken secret takes a code")
	}
}
