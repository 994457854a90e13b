package page

import "recourse/law"

// StartView fills the start page from the pack.
type StartView struct {
	Pack        *law.Pack
	Authorities []law.Authority

	Inputs    []Input // which country, and in which part of it
	Country   string  // as it was asked; "" for none
	Authority law.Authority
	Region    law.Region
}

// rule returns one period of the pack.
func (v StartView) rule(id law.RuleID) *law.Rule { return v.Pack.Rule(id) }
