package server

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"recourse/cmd/recourse/noise"
	"recourse/complaint"
)

// TestNoise_isAnsweredWithoutAFault sends twenty thousand requests that nobody
// should send. `recourse bench` sends a million to a whole installation.
func TestNoise_isAnsweredWithoutAFault(t *testing.T) {
	t.Parallel()
	h := surface(t)
	var numbers, tokens []string
	for range 20 {
		numbers = append(numbers, h.visitor().file().CaseNumber)
	}
	for _, role := range complaint.StaffRoles {
		tokens = append(tokens, h.record.hire(role))
		if role == complaint.CaseOfficer || role == complaint.PrivacyOfficer { // who may do most is heard most
			tokens = append(tokens, tokens[len(tokens)-1], tokens[len(tokens)-1], tokens[len(tokens)-1])
		}
	}
	r, err := noise.Run(t.Context(), 20_000, 1, 1, "", numbers, tokens, func(r *http.Request) (int, error) {
		rec := httptest.NewRecorder()
		r.RemoteAddr = "192.0.2.7:4711"
		h.handler.ServeHTTP(rec, r)
		return rec.Code, nil
	})
	if err != nil || r.Sent < 19_000 {
		t.Fatalf("%d were sent, %v", r.Sent, err)
	}
	for _, f := range r.Faults {
		t.Error(f)
	}
	for _, status := range []int{http.StatusOK, http.StatusCreated, http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusUnsupportedMediaType} {
		if r.ByStatus[status] < 20 {
			t.Errorf("only %d answers of %d: the noise does not come far", r.ByStatus[status], status)
		}
	}
	t.Logf("%d requests: %v", r.Sent, r.ByStatus)
}
