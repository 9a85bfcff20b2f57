package login

import (
	"context"
	"time"

	"berth/bff/quota"
	"berth/shared/eth"
)

// waiting is how many challenges wait for their signature: of one address for one account, of one address, in all. Anybody
// may ask for anybody's account, so an account alone counts for nothing: one could keep another out.
var waiting = quota.Limits{Each: []int{5, 40}, All: 20_000}

// dropTimeout is for taking a challenge out of the store.
const dropTimeout = 5 * time.Second

// wait notes that a challenge waits for its signature, or until its time is over.
func (s *Service) wait(from string, account eth.Address, nonce string) {
	held := s.waiting.Add(func() {
		go func() {
			ctx, cancel := context.WithTimeout(context.Background(), dropTimeout)
			defer cancel()
			// What is missing has been signed; what cannot be removed expires.
			_, _ = s.challenges.TakeChallenge(ctx, nonce)
		}()
	}, from+" "+account.String(), from)
	time.AfterFunc(s.cfg.Challenge, held.Release)
}
