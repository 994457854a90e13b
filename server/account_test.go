package server

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/access"
	"recourse/complaint"
)

func TestWelcome_setsAnAccountUpOnce(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	a, code := o.invite("Ada Lind", complaint.CaseOfficer)
	v := o.visitor()
	v.form("/sign-in", "name", a.Name, "password", "").is(http.StatusForbidden)
	v.form("/welcome", "code", strings.ToLower(strings.ReplaceAll(code, "-", " "))).leads("/welcome/password")
	v.form("/welcome/password", "password", goodPassword, "again", goodPassword).leads("/welcome/app")
	other := o.visitor() // nothing is changed before the second factor: the password does not open it
	other.form("/sign-in", "name", a.Name, "password", goodPassword).is(http.StatusForbidden)
	p := &person{visitor: v, office: o, id: a.ID, name: a.Name, password: goodPassword}
	p.secret = strings.ReplaceAll(v.get("/welcome/app").secrets()[0], " ", "")
	v.form("/welcome/app", "code", "000000").is(http.StatusBadRequest)
	v.form("/welcome/app", "code", p.code()).leads("/account/codes")
	if codes := v.get("/account/codes").secrets(); len(codes) != recoveryCodes {
		t.Errorf("%d recovery codes, want %d", len(codes), recoveryCodes)
	}
	v.get("/account/codes").leads("/account")
	other.form("/welcome", "code", code).is(http.StatusForbidden)
	if want, got := []access.EventKind{access.AccountAdded, access.SignInFailed, access.SignInFailed, access.AccountSetUp, access.SignedIn}, o.happened(a.ID); !slices.Equal(got, want) {
		t.Errorf("noted %v, want %v", got, want)
	}
}

func TestWelcome_anInvitationGrowsOld(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	_, code := o.invite("Ada Lind", complaint.CaseOfficer)
	v := o.visitor()
	v.form("/welcome", "code", code).leads("/welcome/password")
	o.pass(InvitationTime)
	v.form("/welcome/password", "password", goodPassword, "again", goodPassword).leads("/welcome")
	v.form("/welcome", "code", code).is(http.StatusForbidden)
}

func TestSignIn_needsBothFactorsAndTakesACodeOnce(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	p.form("/sign-out").leads("/sign-in")
	p.isOut()
	used := p.code()
	p.signIn().leads("/sign-in/code")
	p.isOut()
	p.form("/sign-in/code", "code", used).is(http.StatusForbidden) // it has set the account up
	o.pass(stepSeconds * time.Second)
	next := p.code()
	p.form("/sign-in/code", "code", next).leads("/desk")
	q := p.elsewhere()
	q.signIn().leads("/sign-in/code")
	q.form("/sign-in/code", "code", next).is(http.StatusForbidden)
	o.pass(3 * stepSeconds * time.Second) // more than one step of drift
	q.form("/sign-in/code", "code", next).is(http.StatusForbidden)
	q.isOut()
}

func TestSignIn_aRecoveryCodeIsGoodOnce(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	for i, status := range []int{http.StatusSeeOther, http.StatusForbidden} {
		q := p.elsewhere()
		q.signIn().leads("/sign-in/code")
		if a := q.form("/sign-in/code", "code", strings.ToLower(p.codes[3])); a.status != status {
			t.Errorf("the %d. time it is answered %d, want %d", i+1, a.status, status)
		}
	}
	if a, err := o.db.Account(t.Context(), p.id); err != nil || a.RecoveryLeft != recoveryCodes-1 {
		t.Errorf("%d codes are left (%v)", a.RecoveryLeft, err)
	}
}

func TestSignIn_aPasswordIsGoodForAFewCodesAndMinutes(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	q := p.elsewhere()
	q.signIn().leads("/sign-in/code")
	for range pendingTries {
		q.form("/sign-in/code", "code", "000000").is(http.StatusForbidden)
		o.pass(longestWait / pendingTries / 10)
	}
	o.pass(stepSeconds * time.Second)
	q.form("/sign-in/code", "code", p.code()).leads("/sign-in")
	q.isOut()
	o.pass(longestWait)
	q.signIn().leads("/sign-in/code")
	o.pass(pendingTime)
	q.form("/sign-in/code", "code", p.code()).leads("/sign-in")
	q.isOut()
}

func TestSignIn_tellsNothingAboutNames(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	disabled := o.hires("Bo Ek", complaint.CaseOfficer)
	if err := o.db.Disable(t.Context(), disabled.id, access.OperatorHand(o.clock())); err != nil {
		t.Fatal(err)
	}
	var texts []string
	for i, name := range []string{p.name, "Nobody Known", disabled.name} {
		v, address := o.visitor(), fmt.Sprintf("198.51.%d.1", i)
		var said []string
		for try := range freeOfPair + 1 {
			password := "wrong"
			if name == disabled.name {
				password = goodPassword
			}
			a := v.from(address, "name", name, "password", password)
			if want := map[bool]int{true: http.StatusTooManyRequests, false: http.StatusForbidden}[try == freeOfPair]; a.status != want {
				t.Errorf("try %d of %d is answered %d, want %d", try, i, a.status, want)
			}
			said = append(said, strings.ReplaceAll(string(a.body), name, "N"))
		}
		texts = append(texts, strings.Join(said, "\n"))
	}
	if texts[0] != texts[1] || texts[0] != texts[2] {
		t.Error("the answers for a known, an unknown and a disabled name differ")
	}
}

func TestSignIn_anAttackerCannotLockTheOwnerOut(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	p.form("/sign-out")
	attacker := o.visitor()
	for i := range 60 { // from the owner's own network too
		attacker.from(fmt.Sprintf("192.0.2.%d", i+1), "name", p.name, "password", "wrong")
		attacker.from(fmt.Sprintf("198.51.%d.1", i), "name", p.name, "password", "wrong")
	}
	stranger := p.elsewhere()
	stranger.signIn().is(http.StatusTooManyRequests)
	p.enters() // from the device that has signed in before
	p.form("/sign-out")
	for range freeOfDevice { // whoever has the device has to guess slowly, too
		p.form("/sign-in", "name", p.name, "password", "wrong").is(http.StatusForbidden)
	}
	p.signIn().is(http.StatusTooManyRequests)
	o.pass(deviceWait)
	p.enters()
}

func TestSignIn_aDeviceIsKnownToItsOwnerOnly(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p, other := o.hires("Ada Lind", complaint.CaseOfficer), o.hires("Bo Ek", complaint.CaseOfficer)
	for i := range freeOfAccount {
		o.visitor().from(fmt.Sprintf("198.51.%d.1", i), "name", other.name, "password", "wrong")
	}
	p.form("/sign-in", "name", other.name, "password", goodPassword).is(http.StatusTooManyRequests)
	forged := o.visitor()
	for _, value := range []string{"x.1.y", "device." + fmt.Sprint(o.clock().Unix()) + "." + strings.Repeat("A", 52), ""} {
		r := forged.request(http.MethodPost, "/sign-in", "name="+strings.ReplaceAll(other.name, " ", "+")+"&password=x")
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(&http.Cookie{Name: o.service.deviceCookie(other.id), Value: value})
		forged.send(r).is(http.StatusTooManyRequests)
	}
}

func TestSignIn_athousandNetworksDoNotHelp(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	v, tried := o.visitor(), 0
	for i := range 1000 {
		a := v.from(fmt.Sprintf("10.%d.%d.1", i/200, i%200), "name", p.name, "password", "wrong")
		if a.status == http.StatusForbidden {
			tried++
		}
		o.pass(86 * time.Second) // spread over a day
	}
	if tried < freeOfAccount || tried > 140 {
		t.Errorf("%d passwords could be tried in a day, want 20 to 140", tried)
	}
}

func TestSignIn_manyNamesDoNotHelp(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	v, tried := o.visitor(), 0
	for i := range 3 * freeOfNetwork {
		if v.form("/sign-in", "name", fmt.Sprintf("name %d", i), "password", "one for all").status == http.StatusForbidden {
			tried++
		}
	}
	if tried != freeOfNetwork {
		t.Errorf("%d names could be tried at once from one network, want %d", tried, freeOfNetwork)
	}
}

func TestSession_endsWhenIdleAndAfterAWorkingDay(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	q := p.elsewhere()
	q.enters()
	for range 2 * (staffSession - time.Hour) / staffIdle {
		o.pass(staffIdle / 2)
		p.get("/account").is(http.StatusOK)
	}
	q.isOut()
	o.pass(time.Hour - time.Minute)
	p.isOut()
	p.enters()
	for range 2*staffSession/staffIdle - 1 {
		o.pass(staffIdle / 2)
		p.get("/account").is(http.StatusOK)
	}
	o.pass(staffIdle / 2)
	p.isOut() // twelve hours after signing in, though never idle
}

func TestSession_endsAtOnceWithTheAccount(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	ctx := t.Context()
	for name, change := range map[string]func(*person) error{
		"disabled": func(p *person) error { return o.db.Disable(ctx, p.id, access.OperatorHand(o.clock())) },
		"another role": func(p *person) error {
			return o.db.SetRole(ctx, p.id, complaint.Auditor, access.OperatorHand(o.clock()))
		},
		"reset": func(p *person) error {
			_, hash := NewCode()
			return o.db.Reset(ctx, p.id, hash, o.clock().Add(time.Hour), access.OperatorHand(o.clock()))
		},
		"signed out": func(p *person) error { return o.db.EndSessions(ctx, p.id, "", access.OperatorHand(o.clock())) },
	} {
		p := o.hires("Person "+name, complaint.CaseOfficer)
		p.get("/desk").is(http.StatusOK)
		if err := change(p); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		p.get("/desk").leads("/sign-in?next=%2Fdesk")
	}
}

func TestSession_isListedAndRevoked(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	q, r := p.elsewhere(), p.elsewhere()
	q.enters()
	r.enters()
	list, err := o.db.Sessions(t.Context(), p.id, o.clock(), staffIdle)
	if err != nil || len(list) != 3 {
		t.Fatalf("%d sessions (%v), want 3", len(list), err)
	}
	for _, s := range list {
		if s.Network != "192.0.2.0/24" {
			t.Errorf("network %q, want the prefix only", s.Network)
		}
	}
	other := o.hires("Bo Ek", complaint.CaseOfficer)
	other.form("/account/sessions", "session", list[0].ID) // not theirs
	r.get("/account").is(http.StatusOK)
	o.pass(freshProof)
	p.form("/account/sessions", "session", list[0].ID).leads("/account/prove?next=%2Faccount")
	r.get("/account").is(http.StatusOK)
	p.form("/account/prove", "code", p.code()).is(http.StatusSeeOther)
	p.form("/account/sessions", "session", list[0].ID).leads("/account") // the last used is the last signed in
	r.isOut()
	q.get("/account").is(http.StatusOK)
	p.form("/account/sessions").leads("/sign-in")
	p.isOut()
	q.isOut()
}

func TestPassword_isChangedByWhoKnowsItAndEndsTheRest(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	q := p.elsewhere()
	q.enters()
	fresh := "nine kites over a velvet pond"
	change := func(current, password string) answer {
		return p.form("/account/password", "current", current, "password", password, "again", password)
	}
	change("wrong", fresh).is(http.StatusForbidden)
	for _, weak := range []string{"short", "passwordpassword", "qwertyuiop123", "aaaaaaaaaaaaaaaa", "AdaLindAdaLind", strings.Repeat("x", longestPassword+1)} {
		change(goodPassword, weak).is(http.StatusBadRequest)
	}
	change(goodPassword, fresh).leads("/account")
	p.get("/account").is(http.StatusOK)
	q.isOut()
	q.signIn().is(http.StatusForbidden)
	q.password = fresh
	q.enters()
}

func TestPassword_isHashedAnewWhenParametersChange(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	before, _ := o.db.Account(t.Context(), p.id)
	o.service.hashing.Iterations = 2
	p.enters()
	after, err := o.db.Account(t.Context(), p.id)
	if err != nil || before.PasswordHash == after.PasswordHash || !strings.Contains(after.PasswordHash, "t=2") || !strings.HasPrefix(after.PasswordHash, "$argon2id$") {
		t.Errorf("the hash is %q (%v)", after.PasswordHash[:30], err)
	}
	p.enters()
}

func TestFactors_changeOnlyAfterAFreshOne(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	p.form("/account/app/remove").leads("/account") // fresh, but it is the last one
	if !strings.Contains(string(p.get("/account").body), "last second factor") {
		t.Error("nothing says that the last factor stays")
	}
	o.pass(freshProof)
	p.form("/account/codes").leads("/account/prove?next=%2Faccount")
	p.form("/account/prove?next=%2Faccount", "code", "000000").is(http.StatusForbidden)
	before := p.session()
	p.form("/account/prove?next=%2Faccount", "code", p.code()).leads("/account")
	if p.session() == before {
		t.Error("a proof leaves the session its name")
	}
	p.form("/account/codes").leads("/account/codes")
	fresh := p.get("/account/codes").secrets()
	q := p.elsewhere()
	q.signIn().leads("/sign-in/code")
	q.form("/sign-in/code", "code", p.codes[0]).is(http.StatusForbidden)
	q.form("/sign-in/code", "code", fresh[0]).is(http.StatusSeeOther)
	secret := p.secret
	p.secret = strings.ReplaceAll(p.get("/account/app").secrets()[0], " ", "")
	p.form("/account/app", "code", p.code()).leads("/account")
	if p.secret == secret {
		t.Error("the new app has the old secret")
	}
	p.enters()
}

func TestDemo_isLetInOnDevelopmentInstallationsOnly(t *testing.T) {
	t.Parallel()
	for _, dev := range []bool{true, false} {
		o := newStaffHouse(t, func(of *ServiceOptions) { of.Dev = dev })
		hash, err := hashWith("demo password", lightHashing)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.db.AddAccount(t.Context(), access.Account{Name: "demo", Role: complaint.Manager, PasswordHash: hash, Demo: true}, nil, o.clock(), access.OperatorHand(o.clock())); err != nil {
			t.Fatal(err)
		}
		v := o.visitor()
		if a := v.form("/sign-in", "name", "demo", "password", "demo password"); (a.status == http.StatusSeeOther) != dev {
			t.Errorf("dev %v: answered %d", dev, a.status)
		}
		if a := v.get("/desk"); (a.status == http.StatusOK) != dev {
			t.Errorf("dev %v: the desk answers %d", dev, a.status)
		}
		program := o.officer(complaint.CaseOfficer)
		o.record.staff[0].Demo = true
		if a := program.get(apiBase + "/cases"); (a.status == http.StatusOK) != dev {
			t.Errorf("dev %v: a program is answered %d", dev, a.status)
		}
		if dev {
			v.form("/account/password", "current", "demo password", "password", goodPassword, "again", goodPassword).is(http.StatusConflict)
		}
	}
}

func TestAdministrator_managesAccountsAndReadsNoCase(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	boss := o.hires("Siv Dahl", complaint.SystemAdmin)
	_, number := o.resident()
	for _, path := range []string{"/desk", "/desk/cases/" + number, apiBase + "/cases", apiBase + "/cases/" + number} {
		if got := boss.get(path).status; got != http.StatusForbidden {
			t.Errorf("%s answers an administrator %d", path, got)
		}
	}
	a := boss.form("/admin/accounts/new", "name", "Bo Ek", "email", "bo@example.org", "role", "case_officer", "entities", "AEROTEK", "queues", "us").is(http.StatusSeeOther)
	page := a.header.Get("Location")
	if m, err := o.db.AccountByName(t.Context(), "Bo Ek"); err != nil || !slices.Equal(m.Entities, []string{"AEROTEK"}) || !slices.Equal(m.Queues, []string{"us"}) {
		t.Errorf("added with the scope of %+v, %v", m, err)
	}
	boss.form("/admin/accounts/new", "name", "Cy", "email", "cy@example.org", "role", "case_officer", "entities", "ELSEWHERE").is(http.StatusBadRequest)
	code := boss.get(page).secrets()[0]
	bo := o.visitor()
	bo.form("/welcome", "code", code).leads("/welcome/password")
	boss.form(page + "/reset").leads(page)
	bo.form("/welcome/password", "password", goodPassword, "again", goodPassword).leads("/welcome") // a reset replaces the invitation
	self := fmt.Sprintf("/admin/accounts/%d", boss.id)
	boss.form(self + "/reset").leads(self)
	boss.get(self).is(http.StatusOK)
	boss.form(page+"/role", "role", "complainant").leads(page)
	if bo, err := o.db.AccountByName(t.Context(), "Bo Ek"); err != nil || bo.Role != complaint.CaseOfficer {
		t.Errorf("the role is %s (%v)", bo.Role, err)
	}
	for _, change := range []string{"/disable", "/role"} {
		boss.form(self+change, "role", "auditor").leads(self)
		if !strings.Contains(string(boss.get(self).body), "last administrator") {
			t.Errorf("%s: nothing says that the last administrator stays", change)
		}
	}
	o.pass(freshProof)
	boss.form(page + "/disable").leads("/account/prove?next=" + strings.ReplaceAll(page, "/", "%2F"))
	officer := o.hires("Ada Lind", complaint.CaseOfficer)
	officer.get("/admin/accounts").is(http.StatusForbidden)
	officer.form(self + "/disable").is(http.StatusForbidden)
}

func TestAccounts_aProgramChangesNone(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	program := o.officer(complaint.SystemAdmin)
	target := o.hires("Ada Lind", complaint.CaseOfficer)
	path := fmt.Sprintf("/admin/accounts/%d", target.id)
	for _, change := range []string{"/disable", "/reset", "/role", "/sessions"} {
		if got := program.form(path+change, "role", "manager").status; got != http.StatusForbidden {
			t.Errorf("%s answers a token %d", change, got)
		}
	}
	if got := program.get("/account").status; got != http.StatusForbidden {
		t.Errorf("/account answers a token %d", got)
	}
	target.get("/account").is(http.StatusOK)
}

func TestAccounts_secretsAreKeptSealedOrHashed(t *testing.T) {
	t.Parallel()
	o := newStaffHouse(t)
	p := o.hires("Ada Lind", complaint.CaseOfficer)
	var rows string
	err := o.db.DB().QueryRow(`SELECT concat((SELECT string_agg(s::text, ' ') FROM staff s), (SELECT string_agg(r::text, ' ') FROM recovery_codes r),
		(SELECT string_agg(i::text, ' ') FROM invitations i), (SELECT string_agg(e::text, ' ') FROM account_events e), (SELECT string_agg(t::text, ' ') FROM tries t))`).Scan(&rows)
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := secretText.DecodeString(p.secret)
	for _, secret := range []string{p.secret, string(raw), fmt.Sprintf("%x", raw), fmt.Sprintf("%x", p.secret), goodPassword, p.codes[0], strings.ReplaceAll(p.codes[0], "-", "")} {
		if strings.Contains(rows, secret) {
			t.Errorf("the record shows %q", secret)
		}
	}
	if strings.Contains(o.log.String(), p.name) || strings.Contains(o.log.String(), goodPassword) {
		t.Error("the log names a member of staff")
	}
}
