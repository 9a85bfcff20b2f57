package state

import (
	"context"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
)

// Server is whom the pages are from: what it says of itself and of the chain, the contracts that its pages are for, and who is
// logged in. The app's is the platform, that of a node's admin pages its gateway. Its calls block.
type Server struct {
	Info      func(context.Context) (wire.Info, error)
	Contracts func(context.Context) (c wire.Contracts, ok bool, err error) // not ok: the site was built without
	Session   func(context.Context) (wire.Session, error)
	Challenge func(context.Context, eth.Address) (wire.Challenge, error)
	Login     func(context.Context, wire.Login) (wire.Session, error)
	Logout    func(context.Context) error
}

// Platform is the app's server.
func Platform() Server {
	return Server{
		Info: api.Info, Contracts: api.Contracts, Session: api.Session, Challenge: api.Challenge, Login: api.Login, Logout: api.Logout,
	}
}

// serverState is the go-app state that has the server.
const serverState = "berth.server"

// serverOf is whom the pages are from.
func serverOf(ctx app.Context) (s Server) {
	ctx.GetState(serverState, &s)
	return s
}

var _ door = Server{}

func (s Server) challenge(ctx context.Context, a eth.Address) (wire.Challenge, error) {
	return s.Challenge(ctx, a)
}

func (s Server) login(ctx context.Context, l wire.Login) (wire.Session, error) {
	return s.Login(ctx, l)
}
