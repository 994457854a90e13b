package server

import (
	"net/http"
	"strings"
	"testing"
)

func TestOpenSession_guessingTellsNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := h.visitor().file()
	code := map[string]string{"access_code": "0000-0000-0000-0000-0000-0000"}
	wrongCode := h.visitor().post(apiBase+"/complaints/"+r.CaseNumber+"/session", code)
	unknownCase := h.visitor().post(apiBase+"/complaints/RC-0000-0000/session", code)
	a, b := wrongCode.problem(http.StatusNotFound, "number and access code"), unknownCase.problem(http.StatusNotFound, "number and access code")
	a.RequestId, b.RequestId, a.Instance, b.Instance = "", "", "", ""
	if a != b {
		t.Errorf("a wrong code is answered %+v and an unknown case %+v", a, b)
	}
	for _, header := range []http.Header{wrongCode.header, unknownCase.header} {
		if header.Get("Set-Cookie") != "" {
			t.Error("a refused session has left a cookie")
		}
	}
}

func TestOpenSession_theCodeMayBeTypedAsItIsHeard(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := h.visitor().file()
	heard := strings.NewReplacer("-", " ", "0", "o", "1", "l").Replace(strings.ToLower(r.AccessCode))
	v := h.visitor()
	a := v.post(apiBase+"/complaints/"+strings.ToLower(r.CaseNumber)+"/session", map[string]string{"access_code": heard}).is(http.StatusNoContent)
	cookie := a.header.Get("Set-Cookie")
	for _, want := range []string{"session=", "HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("cookie %q lacks %s", cookie, want)
		}
	}
	if strings.Contains(cookie, "Expires") {
		t.Errorf("cookie %q outlives the browser", cookie)
	}
	v.get(apiBase + "/complaints/" + r.CaseNumber).is(http.StatusOK)
}

func TestSession_opensOneCaseOnlyAndEnds(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	other := h.visitor().file().CaseNumber
	v, number := h.resident()
	v.get(apiBase+"/complaints/"+other).problem(http.StatusNotFound, "not yours")
	v.get(apiBase+"/cases/"+other+"/arbitration").problem(http.StatusNotFound, "not yours")
	v.get(apiBase + "/cases/" + number + "/arbitration").is(http.StatusOK)
	h.unchanged(func() {
		v.post(apiBase+"/complaints/"+other+"/messages", map[string]string{"text": "hello"}).problem(http.StatusNotFound, "not yours")
	})
	v.send(v.request(http.MethodDelete, apiBase+"/complaints/"+number+"/session", nil)).is(http.StatusNoContent)
	a := v.get(apiBase + "/complaints/" + number)
	a.problem(http.StatusUnauthorized, "sign in")
	if a.header.Get("WWW-Authenticate") == "" {
		t.Error("401 must say how to sign in")
	}
}

func TestSession_anotherSiteCannotUseIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	h.unchanged(func() {
		for _, header := range []string{"Sec-Fetch-Site: cross-site", "Origin: https://elsewhere.example"} {
			v.post(apiBase+"/complaints/"+number+"/messages", map[string]string{"text": "hello"}, header).problem(http.StatusForbidden, "another site")
		}
	})
	v.post(apiBase+"/complaints/"+number+"/messages", map[string]string{"text": "hello"}, "Sec-Fetch-Site: same-origin").is(http.StatusOK)
}

func TestToken_mustBeOneOfOurs(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v := h.visitor()
	for _, header := range []string{"Authorization: Bearer token-7", "Authorization: Bearer", "Authorization: Basic dG9rZW4tMQ==", "Authorization: Bearer " + strings.Repeat("x", longestToken+1)} {
		v.get(apiBase+"/cases", header).problem(http.StatusUnauthorized, "token")
	}
	v.get(apiBase+"/clock", "Authorization: Bearer token-7").problem(http.StatusUnauthorized, "token")
}
