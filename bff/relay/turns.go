package relay

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/server/steady"
)

// Nonce is a line of the row of turns: which nonce of a key's comes next, with the newest of what was sent.
type Nonce struct {
	Next uint64       `json:"next"`
	At   time.Time    `json:"at"`
	Sent []chain.Sent `json:"sent,omitempty"` // rising
}

// with is what is known once something more is sent, or something else in its place.
func (n Nonce) with(s chain.Sent, at time.Time) Nonce {
	kept := slices.DeleteFunc(slices.Clone(n.Sent), func(k chain.Sent) bool { return k.Nonce == s.Nonce })
	i, _ := slices.BinarySearchFunc(kept, s.Nonce, func(k chain.Sent, nonce uint64) int { return cmp.Compare(k.Nonce, nonce) })
	kept = slices.Insert(kept, i, s)
	return Nonce{max(n.Next, s.Nonce+1), at, kept[max(0, len(kept)-turnKept):]}
}

// TurnStore keeps whose turn it is to send, and the row of what was sent: lines that are numbered from 0 and never changed.
type TurnStore interface {
	// Claim takes a name for a while; not won: somebody has it until then.
	Claim(ctx context.Context, name string, d time.Duration) (won bool, until time.Time, err error)
	// Keep has a name for a while from now on.
	Keep(ctx context.Context, name string, d time.Duration) error
	// Release gives a name back that was claimed before a time.
	Release(ctx context.Context, name string, before time.Time) error

	// AddTurn writes line n of an account's row; false: there is one already.
	AddTurn(ctx context.Context, account eth.Address, n int, line Nonce) (bool, error)
	// Turn reads line n; false: there is none.
	Turn(ctx context.Context, account eth.Address, n int) (line Nonce, there bool, err error)
	// MarkTurn keeps that there is a line n, and TurnMark gives the one that was kept last; without one -1.
	MarkTurn(ctx context.Context, account eth.Address, n int) error
	TurnMark(ctx context.Context, account eth.Address) (n int, err error)
}

// Turns has the replicas of a platform send with one key one after the other (chain.Nonces): the endpoint of one may not have heard yet of what that
// of another was sent, and two transactions with one nonce are one too few. It is safe for concurrent use.
//
// A turn is claimed, and kept by a sign of life every turnBeat: a replica that is killed in the middle of one keeps the others waiting for turnFor at most.
// That alone would not do: who was only held up, or whose clock is another, sends on beside the next one. So each turn begins with a line of a row in
// the database, and what is about to be sent is written into the next one: of two who write the same line one wins, and the other one, whose turn has been
// taken, sends nothing of what it did not write down. It takes another turn, then.
//
// What is sent is written down before. A replica that is killed then, and its endpoint with it, may leave a nonce that no other endpoint has heard of, and
// without which nothing later is mined: so the next one has its own endpoint hear of it first, and both orders are made. What was written down may therefore be
// sent by others, and is taken back only by who has the turn still; else what becomes of it is not known (chain.ErrUnknownOutcome), and it is not sent anew.
// Should two have one nonce after all, that is met by who finds the nonce used by another (Relay).
type Turns struct {
	store   TurnStore
	account eth.Address
	log     *slog.Logger
}

var _ chain.Nonces = (*Turns)(nil)

// NewTurns makes the turns of an account.
func NewTurns(s TurnStore, account eth.Address, log *slog.Logger) *Turns {
	return &Turns{s, account, log}
}

const (
	turnFor      = 6 * time.Second // without a sign of life
	turnBeat     = 2 * time.Second
	turnWork     = 20 * time.Second // to send, for who lives
	turnLook     = 50 * time.Millisecond
	turnBelieved = sendTime // for which what was written down goes before what an endpoint says
	turnWrite    = 5 * time.Second
	turnKept     = 16 // of what was sent; more are seldom under way
)

// errTaken is a turn that another one has.
var errTaken = errors.New("another replica has taken the turn to send")

// name is what is claimed.
func (t *Turns) name() string { return "relay turn " + t.account.String() }

// Use implements chain.Nonces. A turn that was taken before anything was written down is followed by another one.
func (t *Turns) Use(ctx context.Context, send func(context.Context, chain.Turn) error) error {
	for {
		if err := t.claim(ctx); err != nil {
			return err
		}
		err := t.use(ctx, send)
		if !errors.Is(err, errTaken) {
			return err
		}
		t.log.Info("the turn to send was taken by another replica; waiting for the next")
		if err := t.rest(ctx); err != nil {
			return err
		}
	}
}

// claim waits until nobody has the turn, and takes it.
func (t *Turns) claim(ctx context.Context) error {
	for {
		won, _, err := t.store.Claim(ctx, t.name(), turnFor)
		if won || err != nil {
			return err
		}
		if err := t.rest(ctx); err != nil {
			return err
		}
	}
}

// rest waits for a moment, unless ctx ends.
func (t *Turns) rest(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(turnLook):
		return nil
	}
}

// use is a turn that was claimed. errTaken: nothing was written down, nor sent.
func (t *Turns) use(ctx context.Context, send func(context.Context, chain.Turn) error) (err error) {
	defer func() {
		if errors.Is(err, errTaken) {
			return // it is another's
		}
		back, cancel := context.WithTimeout(context.WithoutCancel(ctx), turnWrite)
		defer cancel()
		if err := t.store.Release(back, t.name(), time.Now().Add(time.Second)); err != nil {
			t.log.Warn("the turn to send could not be passed on; it ends by itself", "err", err)
		}
	}()
	limited, stop := context.WithTimeout(ctx, turnWork)
	defer stop()
	work, cancel := context.WithCancelCause(limited)
	defer cancel(nil)
	h, err := t.begin(work)
	if err != nil {
		return err
	}
	var beats sync.WaitGroup
	beats.Go(func() {
		defer steady.Log(t.log, "the signs of life of a turn to send")
		h.beat(work, cancel)
	})
	err = send(work, chain.Turn{Least: h.last.Next, Sent: h.last.Sent, Write: h.write, Erase: h.erase})
	taken := errors.Is(context.Cause(work), errTaken)
	cancel(nil)
	beats.Wait() // one that comes after the turn was given back would take it again
	if err != nil && taken && !h.written() {
		return errTaken
	}
	return err
}

// held is a turn, and the place of its newest line.
type held struct {
	*Turns
	last Nonce // as the turn began

	mu   sync.Mutex
	at   int
	some bool // something that is about to be sent was written down, or may have been
}

// begin writes a turn's first line, after which who had the turn before can write none.
func (t *Turns) begin(ctx context.Context) (*held, error) {
	mark, err := t.store.TurnMark(ctx, t.account)
	if err != nil {
		return nil, err
	}
	h := &held{Turns: t, at: mark}
	for n := max(mark, 0); ; n++ {
		line, there, err := t.store.Turn(ctx, t.account, n)
		if err != nil {
			return nil, err
		}
		if there {
			h.at, h.last = n, line
		} else if n > mark {
			break
		}
	}
	if time.Since(h.last.At) >= turnBelieved {
		h.last = Nonce{}
	}
	if err := h.add(ctx, h.last); err != nil {
		return nil, err
	}
	return h, t.store.MarkTurn(ctx, t.account, h.at)
}

// add writes the next line. errTaken: another one has written it.
func (h *held) add(ctx context.Context, line Nonce) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	won, err := h.store.AddTurn(ctx, h.account, h.at+1, line)
	switch {
	case err != nil:
		return fmt.Errorf("the relayer's turn: %w", err)
	case !won:
		return errTaken
	}
	h.at++
	return nil
}

func (h *held) written() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.some
}

// write keeps what is about to be sent.
func (h *held) write(ctx context.Context, s chain.Sent) error {
	err := h.add(ctx, h.last.with(s, time.Now().UTC()))
	again := h.written()
	if errors.Is(err, errTaken) && !again {
		return err
	}
	h.mu.Lock()
	h.some = true
	h.mu.Unlock()
	if err != nil { // it may be there, or what was written before is: others send it
		return fmt.Errorf("the relayer's next nonce: %w: %v", chain.ErrUnknownOutcome, err)
	}
	return nil
}

// erase takes it back.
func (h *held) erase(ctx context.Context) error {
	keep, cancel := context.WithTimeout(context.WithoutCancel(ctx), turnWrite)
	defer cancel()
	return h.add(keep, h.last)
}

// beat keeps the turn until ctx ends, or another one has it.
func (h *held) beat(ctx context.Context, end context.CancelCauseFunc) {
	tick := time.NewTicker(turnBeat)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if h.lost(ctx) {
			end(errTaken)
			return
		}
		call, cancel := context.WithTimeout(context.WithoutCancel(ctx), turnWrite)
		err := h.store.Keep(call, h.name(), turnFor)
		cancel()
		if err != nil {
			h.log.Warn("no sign of life of the turn to send could be given", "err", err)
		}
	}
}

// lost reports whether another one has written behind the newest line; not known: it has not.
func (h *held) lost(ctx context.Context) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	_, there, err := h.store.Turn(ctx, h.account, h.at+1)
	return there && err == nil
}
