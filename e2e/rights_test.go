package e2e

import (
	"net/http"
	"slices"
	"testing"

	"recourse/complaint"
	"recourse/law"
)

// opens is the case that the last act has opened, opened to its complainant by the
// access code of this one.
func (m *matter) opens(kind string) *matter {
	m.Helper()
	number := m.receipt.Number.Opened(kind, 1)
	if !slices.Contains(m.Siblings, number) {
		m.Fatalf("case %s has not opened %s, only %v", m.receipt.Number, number, m.Siblings)
	}
	o := &matter{clerk: m.clerk, key: newKey(), seq: 1}
	f := m.i.read(m.T, number)
	o.receipt.Number, o.receipt.Code, o.receipt.ReceivedAt, o.receipt.RespondBy = number, m.receipt.Code, f.ReceivedAt, f.RespondBy
	o.session = m.i.must(m.T, request{
		method: http.MethodPost, path: o.path("complaints", "session"), key: newKey(), body: map[string]string{"access_code": m.receipt.Code},
	}).want(m.T, http.StatusNoContent).cookies
	m.cases = append(m.cases, number)
	return o.look()
}

// receivedWith checks that the case counts as received when the other was.
func (m *matter) receivedWith(other *matter) *matter {
	m.Helper()
	if !m.ReceivedAt.Equal(other.ReceivedAt) {
		m.Errorf("received on %s, not with case %s on %s", m.ReceivedAt, other.receipt.Number, other.ReceivedAt)
	}
	return m
}

// read reads a case as an officer.
func (i *installation) read(t *testing.T, n complaint.Number) file {
	t.Helper()
	var f file
	i.must(t, request{method: http.MethodGet, path: "/api/v1/cases/" + string(n), token: i.tokens[complaint.CaseOfficer]}).want(t, http.StatusOK).read(t, &f)
	return f
}

// A complaint with a request in it goes two ways; the request is answered late, the
// requester complains, and the new complaint has a receipt date of its own. One
// access code opens all three, and each runs as a workflow of its kind.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestRightsRequest(t *testing.T) {
	t.Cleanup(asking.remove)
	i := asking.ready(t)
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

	third := asked.Opened("", 1) // after a month, and the shortest has 28 days
	complained, answered := i.read(t, third), i.read(t, asked)
	if !complained.ReceivedAt.After(first.ReceivedAt.AddDate(0, 0, 27)) || complained.RespondBy != law.PlaceOf("WEB_FORM", "NL").Local(complained.ReceivedAt).AddDays(45) {
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
