package view

import (
	"context"
	"errors"

	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/state"
)

// Berth's own token, which a gateway need not take and then says nothing of but where it is.
const (
	ownSymbol   = "BRT"
	ownDecimals = 18
)

// Server is the gateway that the pages are from. It is the operator's own: the contracts that it is run with are those that its
// pages sign for.
func Server() state.Server {
	return state.Server{
		Info: info, Contracts: contracts, Challenge: ask.Challenge, Logout: ask.Logout,
		Session: func(ctx context.Context) (wire.Session, error) {
			s, err := ask.Session(ctx)
			var p *problem.Problem
			if errors.As(err, &p) && (p.Code == problem.LoginNeeded || p.Code == problem.SessionOver) {
				return wire.Session{}, nil
			}
			return session(s), err
		},
		Login: func(ctx context.Context, l wire.Login) (wire.Session, error) {
			s, err := ask.Login(ctx, l)
			return session(s), err
		},
	}
}

func session(s wire.AdminSession) wire.Session {
	return wire.Session{Address: s.Address, ExpiresAt: s.ExpiresAt}
}

// info is the gateway as pages know a server: its node's name, and the chain that it is on.
func info(ctx context.Context) (wire.Info, error) {
	s, err := ask.Site(ctx)
	if err != nil {
		return wire.Info{}, err
	}
	name := s.Name
	if name == "" {
		name = s.Node.Short()
	}
	c := wire.Chain{
		ID: s.ChainID, Market: s.Market, Registry: s.Registry, Staking: s.Staking, Permit2: s.Permit2,
		Native: wire.Token{Address: s.Native, Symbol: ownSymbol, Decimals: ownDecimals},
	}
	for _, coin := range s.Coins {
		t := token(coin)
		if c.Tokens = append(c.Tokens, t); t.Address == s.Native {
			c.Native = t
		}
	}
	return wire.Info{Name: name, Version: s.Version, Chain: c}, nil
}

// token is a coin as pages know a token. What permits of it are signed by is not said: these pages sign none.
func token(c wire.Coin) wire.Token {
	return wire.Token{Address: c.Address, Symbol: c.Symbol, Decimals: c.Decimals, Dollar: c.Dollar}
}

// contracts are what the pages sign for.
func contracts(ctx context.Context) (wire.Contracts, bool, error) {
	s, err := ask.Site(ctx)
	if err != nil {
		return wire.Contracts{}, false, err
	}
	return wire.Contracts{ChainID: s.ChainID, Token: s.Native, Registry: s.Registry, Market: s.Market, Staking: s.Staking, Permit2: s.Permit2, Tokens: s.Coins}, true, nil
}
