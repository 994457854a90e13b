package server

import (
	"context"

	"recourse/law"
	"recourse/server/api"
)

// ListPacks lists the packs of this release.
func (c calls) ListPacks(context.Context, api.ListPacksRequestObject) (api.ListPacksResponseObject, error) {
	list := api.PackList{Packs: []api.PackHead{}}
	for _, p := range law.Packs() {
		list.Packs = append(list.Packs, packHead(p))
	}
	return api.ListPacks200JSONResponse{Body: list}, nil
}

// GetPack shows one pack.
func (c calls) GetPack(_ context.Context, r api.GetPackRequestObject) (api.GetPackResponseObject, error) {
	p, err := law.Lookup(law.PackRef{ID: r.Pack})
	if err != nil {
		return nil, err
	}
	return api.GetPack200JSONResponse{Body: pack(p)}, nil
}

// GetClock shows the clock of the installation.
func (c calls) GetClock(context.Context, api.GetClockRequestObject) (api.GetClockResponseObject, error) {
	return api.GetClock200JSONResponse(clock(c.Clock(), c.Now(), c.now())), nil
}
