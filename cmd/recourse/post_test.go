package main

import (
	"slices"
	"testing"

	"recourse/law"
	"recourse/store"
)

// A letter goes to the provider only with an address; without one it waits in the
// tray.
func TestControllerOf(t *testing.T) {
	t.Parallel()
	for given, want := range map[string][]string{
		"":                               nil,
		"privacy@controller.example":     {"privacy@controller.example"},
		"ask the reception":              nil,
		"Controller <p@controller.test>": nil,
		"a@controller.test, b@x.test":    nil,
	} {
		c := store.Outgoing{Seq: 2, Entries: []law.Entry{
			{Event: law.Event{Seq: 1}, Details: map[string]string{"controller_email": "other@controller.example"}},
			{Event: law.Event{Seq: 2}, Details: map[string]string{"controller_email": given}},
		}}
		if got := controllerOf(c); !slices.Equal(got, want) {
			t.Errorf("%q goes to %q, want %q", given, got, want)
		}
	}
}
