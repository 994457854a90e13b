package server

import (
	"net/http"
	"strings"
	"testing"

	"recourse/complaint"
)

// TestNote_saysWhoButNoPerson: OWASP ASVS 5.0.0, 16.2.1. The line of a request tells
// who acted by role and number, and nothing of a resident but the case.
func TestNote_saysWhoButNoPerson(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	number := h.visitor().file().CaseNumber
	token := h.record.hire(complaint.CaseOfficer)
	h.visitor().get(apiBase+"/cases/"+number, "Authorization: Bearer "+token).is(http.StatusOK)
	var line string
	for l := range strings.Lines(h.log.String()) {
		if strings.Contains(l, `"route":"/api/v1/cases/:case"`) {
			line = l
		}
	}
	for _, want := range []string{`"role":"case_officer"`, `"actor":"staff/1"`, `"case":"` + number + `"`, `"status":200`} {
		if !strings.Contains(line, want) {
			t.Errorf("the line does not say %s: %s", want, line)
		}
	}
	if strings.Contains(h.log.String(), "192.0.2.7") || strings.Contains(line, "Staff 1") {
		t.Error("the log names an address or a person")
	}
}
