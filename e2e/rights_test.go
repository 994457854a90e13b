package e2e

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// file is what the API shows of a case here.
type caseFile struct {
	Steps      []complaint.Step   `json:"steps"`
	Outcome    string             `json:"final_outcome"`
	ReceivedAt time.Time          `json:"received_at"`
	RespondBy  complaint.Date     `json:"respond_by"`
	Siblings   []complaint.Number `json:"siblings"`
	Facts      law.Facts          `json:"facts"`
}

func (i *installation) read(t *testing.T, n complaint.Number) caseFile {
	t.Helper()
	var f caseFile
	i.must(t, request{method: http.MethodGet, path: "/api/v1/cases/" + string(n), token: i.tokens[complaint.CaseOfficer]}).want(t, http.StatusOK).read(t, &f)
	return f
}

// A complaint with a request in it goes two ways; the request is answered late, the
// requester complains, and the new complaint has a receipt date of its own. One
// access code opens all three, and each runs as a workflow of its kind.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestRightsRequest(t *testing.T) {
	i := rehearsed.ready(t)
	filed := i.file(t, "with-a-request", simple("Somebody Asking"))
	i.must(t, i.acting(filed.Number, "mixed", complaint.TriageMixed, map[string]any{"right": "ACCESS", "data_class": "NON_HR"})).want(t, http.StatusOK)
	asked := filed.Number.Opened(complaint.RightsRequest, 1)
	first, request1 := i.read(t, filed.Number), i.read(t, asked)
	if !request1.ReceivedAt.Equal(first.ReceivedAt) || request1.Facts.Right != "ACCESS" || !slices.Equal(first.Siblings, []complaint.Number{asked}) {
		t.Errorf("the request is %+v, the complaint %+v", request1, first)
	}

	await(t, "the month to be over", agrees, func() bool { return slices.Equal(i.read(t, asked).Steps, []complaint.Step{complaint.ROverdue}) })
	i.must(t, i.acting(asked, "answer", complaint.RequestAnswered, map[string]any{"outcome": "GRANTED", "text": "Here it is."})).want(t, http.StatusOK)
	i.complain(t, asked, filed.Code)

	third := asked.Opened("", 1)
	complained, answered := i.read(t, third), i.read(t, asked)
	if !complained.ReceivedAt.After(first.ReceivedAt.AddDate(0, 0, 30)) || complained.RespondBy != law.PlaceOf("WEB_FORM", "NL").Local(complained.ReceivedAt).AddDays(45) {
		t.Errorf("the new complaint was received on %s and is to be answered by %s", complained.ReceivedAt, complained.RespondBy)
	}
	if answered.Outcome != "GRANTED" || !slices.Equal(complained.Facts.Principles, []string{"ACCESS"}) || !slices.Contains(complained.Siblings, asked) {
		t.Errorf("the request is %+v, the new complaint %+v", answered, complained)
	}
	i.must(t, i.accepting(third, "accept")).want(t, http.StatusOK)
	for _, n := range []complaint.Number{filed.Number, asked, third} {
		if err := i.settled(t.Context(), n, i.checkCase); err != nil {
			t.Errorf("case %s: %v", n, err)
		}
		if _, err := i.temporal.DescribeWorkflowExecution(t.Context(), workflowID(n), ""); err != nil {
			t.Errorf("case %s does not run: %v", n, err)
		}
	}
	i.checkReplay(t)
}

// complain opens a session on a request with the code of the first complaint, and
// complains.
func (i *installation) complain(t *testing.T, n complaint.Number, code string) {
	t.Helper()
	apart := "/api/v1/complaints/" + string(n)
	session := i.must(t, request{method: http.MethodPost, path: apart + "/session", body: map[string]string{"access_code": code}}).want(t, http.StatusNoContent)
	i.must(t, request{
		method: http.MethodPost, path: apart + "/actions", cookies: session.cookies, key: "complain",
		body: map[string]any{"action": complaint.RequestComplained, "data": map[string]any{"reasons": "It came too late."}},
	}).want(t, http.StatusOK)
}
