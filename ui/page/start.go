package page

import "recourse/law"

// StartView fills the start page from the pack.
type StartView struct {
	Pack        *law.Pack
	Authorities []law.Authority
}

// rule returns one period of the pack.
func (v StartView) rule(id law.RuleID) *law.Rule { return v.Pack.Rule(id) }
