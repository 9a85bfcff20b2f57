// Package first is the search for the first node that works, as its user sees it: which nodes were tried and why they were not the
// one, and what the page does for the one that is tried now. The platform proposes (package bff/rental); what takes the wallet is
// done here, and said. The platform keeps how far it is, so that a reload or a lost connection loses nothing.
package first

import (
	"context"
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/bring"
	"berth/ui/fault"
	"berth/ui/life"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
)

// Load is what is to run on the node that is found.
type Load interface {
	// Sketch is what a node is shown before it is paid; not ok: nothing is to run, or it is not known yet what.
	Sketch(domain wire.Card) (m bring.Manifest, ok bool)
	// Manifest is what is deployed for an order.
	Manifest(id order.ID, domain wire.Card) (m bring.Manifest, ok bool)
	// Hand gives what is to run to the order that has begun, whose page goes on with it.
	Hand(id order.ID)
}

// Search is what the page keeps of it. It is for the UI goroutine only.
type Search struct {
	T        text.T
	Load     Load
	OnServes func(order.ID) // hears of what serves, where it was begun here; nil: nobody does

	rental state.Of[wire.Rental]
	run    life.Run
	stop   context.CancelFunc
	begun  bool   // the user has said here, in this tab, that it is to go on: only then is a wallet asked
	acted  string // for what the page has done its part
	busy   bool
	stage  pay.Stage // of the payment under way
	own    bool      // the platform has declined to pay a fee
	err    error
}

// Begin starts a search in the place of the one before.
func (s *Search) Begin(run life.Run, r wire.RentalRequest) {
	s.End()
	s.rental, s.begun, s.acted, s.err = state.Of[wire.Rental]{Status: state.Loading}, true, "", nil
	run.Go(func() {
		x, err := api.StartRental(run, r)
		run.Do(func(app.Context) {
			if err != nil {
				s.rental = state.Of[wire.Rental]{Status: state.Failed, Err: err}
				return
			}
			s.hear(x)
			s.Follow(run)
		})
	})
}

// Follow watches the search that there is, unless that is done already.
func (s *Search) Follow(run life.Run) {
	if s.stop != nil || !run.On() {
		return
	}
	s.run, s.stop = run.Part()
	mine := s.run
	if s.rental.Status == state.Idle {
		s.rental.Status = state.Loading
	}
	mine.Go(func() {
		// The stream tells nothing of a search that there is not.
		x, err := api.Rental(mine)
		mine.Do(func(app.Context) {
			if err != nil {
				s.rental = state.Of[wire.Rental]{Status: state.Failed, Err: err}
				return
			}
			s.hear(x)
		})
		if err == nil {
			_ = api.FollowRental(mine, func(x wire.Rental) { mine.Do(func(app.Context) { s.hear(x) }) }) // what is broken off is begun anew
		}
	})
}

// End watches no longer; the search itself goes on.
func (s *Search) End() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}

// last is the try that is under way.
func (s *Search) last() (i int, t wire.RentalTry) {
	if i = len(s.rental.Data.Tries) - 1; i >= 0 {
		t = s.rental.Data.Tries[i]
	}
	return i, t
}

// key tells one thing that is to be done from the next.
func (s *Search) key() string {
	i, t := s.last()
	nonce := uint64(0)
	if t.Answer != nil && t.Answer.Quote != nil {
		nonce = t.Answer.Quote.Nonce
	}
	return fmt.Sprint(i, s.rental.Data.State, nonce)
}

// hear takes the search in as it is now, and does the page's part of it.
func (s *Search) hear(x wire.Rental) {
	if s.rental.Status == state.Ready && x.Version < s.rental.Data.Version && x.StartedAt == s.rental.Data.StartedAt {
		return
	}
	was := s.rental.Data.State
	s.rental = state.Of[wire.Rental]{Status: state.Ready, Data: x}
	if was != x.State {
		s.err = nil
	}
	if _, t := s.last(); x.State == wire.RentalDeploy {
		s.Load.Hand(t.Order)
	}
	if i, t := s.last(); i >= 0 && x.State == wire.RentalServes && s.begun && s.OnServes != nil {
		s.OnServes(t.Order)
		return
	}
	s.act()
}

// act does what is the page's to do now, once.
func (s *Search) act() {
	r := s.rental.Data
	if s.busy || s.acted == s.key() || !s.begun && r.State != wire.RentalCheck {
		return
	}
	var do func(ctx app.Context, i int, t wire.RentalTry) (wire.RentalReport, error)
	switch r.State {
	case wire.RentalCheck:
		do = s.check
	case wire.RentalPay:
		do = s.pay
	case wire.RentalDeploy:
		do = s.deploy
	case wire.RentalReturn:
		do = s.takeBack
	default:
		return
	}
	s.acted, s.busy, s.err, s.stage = s.key(), true, nil, pay.Idle
	i, t := s.last()
	run := s.run
	ctx := run.Own()
	ctx.Async(func() {
		report, err := do(ctx, i, t)
		var x wire.Rental
		if err == nil && report.Do != "" {
			report.Try = i
			x, err = api.ReportRental(ctx, report)
		}
		run.Do(func(ctx app.Context) {
			s.busy, s.err = false, err
			if err != nil {
				state.SessionLost(ctx, err)
				return
			}
			if report.Do != "" {
				s.hear(x)
			}
			s.act()
		})
	})
}

// again does once more what went wrong; where the quote has run out it is asked for anew.
func (s *Search) again(app.Context, app.Event) {
	s.begun = true
	if s.rental.Data.State == wire.RentalPay && (fault.Is(s.err, pay.QuoteExpired) || s.over()) {
		s.report(wire.RentalReport{Do: "again"})
		return
	}
	s.acted = ""
	s.act()
}

// skip gives the node up.
func (s *Search) skip(app.Context, app.Event) {
	s.begun = true
	s.report(wire.RentalReport{Do: "skip"})
}

func (s *Search) report(p wire.RentalReport) {
	if s.busy {
		return
	}
	s.busy, s.err = true, nil
	p.Try, _ = s.last()
	run := s.run
	run.Go(func() {
		x, err := api.ReportRental(run, p)
		run.Do(func(app.Context) {
			s.busy, s.err, s.acted = false, err, ""
			if err == nil {
				s.hear(x)
			}
		})
	})
}

// halt looks for no more nodes.
func (s *Search) halt(app.Context, app.Event) {
	run := s.run
	run.Go(func() {
		x, err := api.StopRental(run)
		run.Do(func(app.Context) {
			if s.err = err; err == nil {
				s.hear(x)
			}
		})
	})
}

// None reports whether there is no search.
func (s *Search) None() bool { return fault.Is(s.rental.Err, problem.NotFound) }

// sent is the key in the tab's storage of a payment that was sent, by the quote's node and nonce.
func sent(node eth.Address, nonce uint64) string { return fmt.Sprint("berth.first.", node, nonce) }
