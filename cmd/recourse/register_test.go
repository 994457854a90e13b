package main

import (
	"errors"
	"strings"
	"testing"
)

// Nothing is served without a register, nor with one that a backup of the record
// would restore with it. Only a rehearsal may leave its address out.
func TestRegister_address(t *testing.T) {
	t.Parallel()
	const record = "postgres://recourse:secret@db:5432/recourse?sslmode=require"
	for _, tc := range []struct {
		name, url, want string
		dev             bool
	}{
		{"named", "postgres://recourse@elsewhere/destroyed", "postgres://recourse@elsewhere/destroyed", false},
		{"named in a rehearsal", "postgres://recourse@elsewhere/destroyed", "postgres://recourse@elsewhere/destroyed", true},
		{"left out", "", "", false},
		{"left out in a rehearsal", "", "postgres://recourse:secret@db:5432/recourse_register?sslmode=require", true},
		{"the record itself", record, "", false},
		{"the record itself in a rehearsal", record, "", true},
	} {
		got, err := register{tc.url}.address(database{record}, tc.dev)
		if got != tc.want || (err == nil) != (tc.want != "") {
			t.Errorf("%s: %q, %v", tc.name, got, err)
		}
		if err != nil && (!errors.Is(err, errNoRegister) || !strings.Contains(err.Error(), "recourse migrate") || strings.Contains(err.Error(), "secret")) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}
