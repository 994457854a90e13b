package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"

	"recourse/server"
)

// provider says how staff sign in by OpenID Connect.
type provider struct {
	Issuer        string   `name:"oidc-issuer" env:"OIDC_ISSUER" help:"Issuer of the OpenID Connect provider by which staff sign in; with it nobody signs in with a password of this installation."`
	ClientID      string   `name:"oidc-client-id" env:"OIDC_CLIENT_ID" help:"Client that the provider knows this installation as."`
	ClientSecret  string   `name:"oidc-client-secret" env:"OIDC_CLIENT_SECRET" help:"Secret of the client; none for a public one."`
	SecretFile    string   `name:"oidc-client-secret-file" env:"OIDC_CLIENT_SECRET_FILE" type:"existingfile" help:"File that holds the secret, instead of OIDC_CLIENT_SECRET."`
	Scopes        []string `name:"oidc-scopes" env:"OIDC_SCOPES" default:"profile,email" help:"Scopes asked for beside openid."`
	RolesClaim    string   `name:"oidc-roles-claim" env:"OIDC_ROLES_CLAIM" default:"roles" help:"Claim with the roles or groups of a person; dots lead into objects, for example realm_access.roles."`
	RoleMap       []string `name:"oidc-role-map" env:"OIDC_ROLE_MAP" help:"Which value stands for which role, for example privacy-officers=privacy_officer,managers=manager; the first that a person has counts. Without it the values are the roles' names."`
	EntitiesClaim string   `name:"oidc-entities-claim" env:"OIDC_ENTITIES_CLAIM" help:"Claim with the codes of the companies whose cases a person works on, or * for all. Without it all."`
	ACR           []string `name:"oidc-acr" env:"OIDC_ACR" help:"Values of acr that say that somebody has shown enough, for example a second factor; the provider is asked for them and must name one. Without it whatever the provider does is enough."`
	AMR           []string `name:"oidc-amr" env:"OIDC_AMR" help:"Values of amr that the provider must name, each of them, for example mfa. Without it none."`
	QueuesClaim   string   `name:"oidc-queues-claim" env:"OIDC_QUEUES_CLAIM" help:"Claim with the queues of a person, eu or us, or * for both. Without it both."`
}

// door returns the sign-in by the provider and the way of leaving it; neither
// where no provider is configured. The provider sends people back to the url.
func (p provider) door(service *server.Service, url string) (*server.Provider, func(context.Context) string, error) {
	if p.Issuer == "" {
		return nil, nil, nil
	}
	roles, err := server.ParseRoles(p.RoleMap)
	if err != nil {
		return nil, nil, fmt.Errorf("OIDC_ROLE_MAP: %w", err)
	}
	key := p.ClientSecret
	if p.SecretFile != "" {
		text, err := os.ReadFile(p.SecretFile)
		if err != nil {
			return nil, nil, fmt.Errorf("read the client secret: %w", err)
		}
		key = cmp.Or(strings.TrimSpace(string(text)), key)
	}
	door, err := server.NewProvider(server.ProviderOptions{
		Issuer: p.Issuer, ClientID: p.ClientID, ClientSecret: key, Scopes: p.Scopes, Base: url,
		RolesClaim: p.RolesClaim, Roles: roles, EntitiesClaim: p.EntitiesClaim, QueuesClaim: p.QueuesClaim,
		Strengths: p.ACR, Methods: p.AMR,
	})
	if err != nil {
		return nil, nil, err
	}
	return door, func(ctx context.Context) string { return service.Farewell(ctx, door) }, nil
}
