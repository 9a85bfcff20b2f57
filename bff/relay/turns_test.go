package relay

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"berth/contracts/chain"
	"berth/contracts/chain/chaintest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// apart is an endpoint that passes on what it is sent when it is told to, and until then hears of nothing that others were sent.
type apart struct {
	*chaintest.Chain
	mu   sync.Mutex
	pool []*types.Transaction
}

func (e *apart) SendTransaction(_ context.Context, tx *types.Transaction) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.pool = append(e.pool, tx)
	return nil
}

func (e *apart) PendingNonceAt(ctx context.Context, a common.Address) (uint64, error) {
	n, err := e.NonceAt(ctx, a, nil)
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, tx := range e.pool {
		n = max(n, tx.Nonce()+1)
	}
	return n, err
}

// nonces are those of what it was sent, each once.
func (e *apart) nonces() (all []uint64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, tx := range e.pool {
		all = append(all, tx.Nonce())
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// together are the nonces of what any of them was sent, each once.
func together(ends []*apart) (all []uint64) {
	for _, e := range ends {
		all = append(all, e.nonces()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// pass passes on what it was sent; what somebody else's has the place of is nobody's any more.
func (e *apart) pass() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, tx := range e.pool {
		_ = e.Client.SendTransaction(context.Background(), tx)
	}
	e.Commit(1)
}

// Two replicas whose endpoints have not heard of one another's transactions send with nonces of their own, and each order is made.
func TestTwoEndpoints(t *testing.T) {
	w := newWorld(t)
	var replicas []*Relay
	var ends []*apart
	for range 2 {
		r, e := w.remote()
		replicas, ends = append(replicas, r), append(ends, e)
	}
	const rounds = 3
	for round := range rounds {
		var users []eth.Address
		var ids []string
		for i, r := range replicas {
			user := w.person(10)
			x, err := r.Send(t.Context(), addr(user), fmt.Sprint(round, i), w.asks(user))
			if err != nil {
				t.Fatal(err)
			}
			users, ids = append(users, addr(user)), append(ids, x.ID)
		}
		for end := time.Now().Add(10 * time.Second); len(together(ends)) < 2*(round+1); time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("sent: %v and %v", ends[0].nonces(), ends[1].nonces())
			}
		}
		for range 2 { // the second one's may come first, and wait
			ends[0].pass()
			ends[1].pass()
		}
		for i, r := range replicas {
			r.flights.Wait()
			if x, err := r.State(t.Context(), users[i], ids[i]); err != nil || x.State != wire.RelayDone {
				t.Errorf("round %d, replica %d: %+v, %v\n%s", round, i, x, err, w.log.b.String())
			}
		}
	}
	if len(together(ends)) != 2*rounds || w.count() != 2*rounds {
		t.Errorf("nonces %v and %v, %d orders", ends[0].nonces(), ends[1].nonces(), w.count())
	}
}

// remote is a replica with an endpoint of its own.
func (w *world) remote() (*Relay, *apart) {
	e, r := &apart{Chain: w.b}, w.relayer()
	r.cfg.Sender = chain.NewSender(chain.New(e, w.at), relayKey, chain.SenderConfig{
		Poll: 2 * time.Millisecond, ReplaceAfter: time.Minute, Nonces: NewTurns(w.ledger, w.gas, slog.New(slog.NewTextHandler(w.log, nil))),
	})
	return r, e
}

// A replica's endpoint that is gone before it has passed anything on holds nobody up: the next replica's endpoint hears of what it was sent, and both orders
// are made.
func TestGoneBetween(t *testing.T) {
	w := newWorld(t)
	first, gone := w.remote()
	next, there := w.remote()
	replicas, ends := []*Relay{first, next}, []*apart{gone, there}
	var users []eth.Address
	var ids []string
	for i, r := range replicas {
		user := w.person(10)
		x, err := r.Send(t.Context(), addr(user), fmt.Sprint(i), w.asks(user))
		if err != nil {
			t.Fatal(err)
		}
		users, ids = append(users, addr(user)), append(ids, x.ID)
		for end := time.Now().Add(10 * time.Second); len(ends[i].nonces()) < i+1; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("replica %d sent %v\n%s", i, ends[i].nonces(), w.log.b.String())
			}
		}
	}
	there.pass()
	for i, r := range replicas {
		r.flights.Wait()
		if x, err := next.State(t.Context(), users[i], ids[i]); err != nil || x.State != wire.RelayDone {
			t.Errorf("order %d: %+v, %v\n%s", i, x, err, w.log.b.String())
		}
	}
	if len(gone.nonces()) != 1 || w.count() != 2 {
		t.Errorf("the first one sent %v, and %d orders are made", gone.nonces(), w.count())
	}
}

// What was sent and cannot be sent again leaves its nonce to the next one.
func TestSentIsLost(t *testing.T) {
	w := newWorld(t)
	r, e := w.remote()
	nonce, err := e.PendingNonceAt(t.Context(), common.Address(w.gas))
	if err != nil {
		t.Fatal(err)
	}
	w.ledger.row = []Nonce{{Next: nonce + 1, At: time.Now(), Sent: []chain.Sent{{Nonce: nonce, Raw: []byte{1}}}}}
	user := w.person(10)
	x, err := r.Send(t.Context(), addr(user), "home", w.asks(user))
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); len(e.nonces()) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal(w.log.b.String())
		}
	}
	e.pass()
	r.flights.Wait()
	if x, err = r.State(t.Context(), addr(user), x.ID); err != nil || x.State != wire.RelayDone || e.nonces()[0] != nonce {
		t.Errorf("%+v, %v, nonces %v, want %d", x, err, e.nonces(), nonce)
	}
}

// A replica that is killed in the middle of its turn keeps the next one waiting until it is believed to be gone, and no longer; what it was about to send is
// known then. One that is slow and lives keeps its turn.
func TestKilledInTurn(t *testing.T) {
	was := chain.Sent{Nonce: 7, Raw: []byte("raw")}
	for _, c := range []struct {
		name          string
		works         time.Duration // before it writes
		killed        bool
		atLeast, most time.Duration
	}{
		{"killed at once", 0, true, turnFor, turnFor + 2*turnLook},
		{"killed later", 5 * turnBeat / 2, true, 2*turnBeat + turnFor, 2*turnBeat + turnFor + 2*turnLook},
		{"slow", 15 * time.Second, false, 15 * time.Second, 15*time.Second + 2*turnLook},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m, log := newMemory(), slog.New(slog.DiscardHandler)
				first, next := NewTurns(m, eth.Address{1}, log), NewTurns(m, eth.Address{1}, log)
				life, kill := context.WithCancel(t.Context())
				begun := time.Now()
				var writes sync.WaitGroup
				writes.Go(func() {
					_ = (&Turns{mortal{m, life}, first.account, log}).Use(t.Context(), func(ctx context.Context, turn chain.Turn) error {
						time.Sleep(c.works)
						err := turn.Write(ctx, was)
						if c.killed {
							kill()
							<-ctx.Done() // nothing of it is heard any more
						}
						return err
					})
				})
				defer writes.Wait()
				defer kill()
				synctest.Wait()
				err := next.Use(t.Context(), func(_ context.Context, turn chain.Turn) error {
					if turn.Least != 8 || !reflect.DeepEqual(turn.Sent, []chain.Sent{was}) {
						t.Errorf("got %+v", turn)
					}
					return nil
				})
				if waited := time.Since(begun); err != nil || waited < c.atLeast || waited > c.most {
					t.Errorf("after %v: %v", waited, err)
				}
			})
		})
	}
}

// mortal is a database as a replica sees it that is killed, or held up: what it does then is not done.
type mortal struct {
	*memory
	life context.Context
}

func (m mortal) Keep(ctx context.Context, name string, d time.Duration) error {
	if err := m.life.Err(); err != nil {
		return err
	}
	return m.memory.Keep(ctx, name, d)
}

func (m mortal) Release(ctx context.Context, name string, before time.Time) error {
	if err := m.life.Err(); err != nil {
		return err
	}
	return m.memory.Release(ctx, name, before)
}

// A replica that was held up while another one took its turn sends nothing that it has not written down, and sends in a later turn; what it has written down and
// cannot take back is not known to be sent or not. Whatever comes first, each nonce is written down for one.
func TestOvertaken(t *testing.T) {
	refused := errors.New("refused")
	for _, c := range []struct {
		name string
		held time.Duration // before it writes
		// written: it writes before it is held up, too, and then again, or takes it back
		written, erases bool
		turns           int
		unknown         bool
		nonces          []uint64 // of all that is written down in the end
	}{
		{"before it writes", time.Minute, false, false, 2, false, []uint64{0, 1}},
		{"after it has written", time.Minute, true, false, 1, true, []uint64{0, 1}},
		{"and the endpoint refuses it", time.Minute, true, true, 1, true, []uint64{0, 1}},
		{"not at all", 0, true, true, 1, false, []uint64{0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m, log := newMemory(), slog.New(slog.DiscardHandler)
				life, stall := context.WithCancel(t.Context())
				defer stall()
				slow := &Turns{mortal{m, life}, eth.Address{1}, log}
				next := NewTurns(m, eth.Address{1}, log)
				var other sync.WaitGroup
				turns := 0
				err := slow.Use(t.Context(), func(ctx context.Context, turn chain.Turn) error {
					turns++
					if turns > 1 {
						return turn.Write(ctx, chain.Sent{Nonce: turn.Least, Raw: []byte("slow")})
					}
					// What a process that stands still has of time is its own: its deadlines are not over when it goes on.
					ctx = context.WithoutCancel(ctx)
					if c.written {
						if err := turn.Write(ctx, chain.Sent{Nonce: turn.Least, Raw: []byte("slow")}); err != nil {
							t.Error(err)
						}
					}
					other.Go(func() {
						if err := next.Use(t.Context(), func(ctx context.Context, turn chain.Turn) error {
							return turn.Write(ctx, chain.Sent{Nonce: turn.Least, Raw: []byte("next")})
						}); err != nil {
							t.Error(err)
						}
					})
					if c.held > 0 {
						stall()
					}
					time.Sleep(c.held)
					if c.erases {
						if err := turn.Erase(ctx); err != nil {
							return fmt.Errorf("%w: %v", chain.ErrUnknownOutcome, err)
						}
						return refused
					}
					return turn.Write(ctx, chain.Sent{Nonce: turn.Least + 1, Raw: []byte("slow")})
				})
				other.Wait()
				if turns != c.turns || errors.Is(err, chain.ErrUnknownOutcome) != c.unknown || errors.Is(err, errTaken) {
					t.Errorf("%d turns: %v", turns, err)
				}
				var got []uint64
				for _, s := range m.row[len(m.row)-1].Sent {
					got = append(got, s.Nonce)
				}
				if !reflect.DeepEqual(got, c.nonces) {
					t.Errorf("nonces %v, want %v", got, c.nonces)
				}
			})
		})
	}
}

// What may have been written down, or not, may be sent by others: it is not told to be unsent, nor sent again.
func TestWrittenPerhaps(t *testing.T) {
	m := newMemory()
	broken := errors.New("broken")
	turns, n := NewTurns(m, eth.Address{1}, slog.New(slog.DiscardHandler)), 0
	err := turns.Use(t.Context(), func(ctx context.Context, turn chain.Turn) error {
		n++
		m.mu.Lock()
		m.err = broken
		m.mu.Unlock()
		return turn.Write(ctx, chain.Sent{Nonce: 1})
	})
	if n != 1 || !errors.Is(err, chain.ErrUnknownOutcome) {
		t.Errorf("%d times: %v", n, err)
	}
}

// The row of turns is read on from its mark, though that is an old one, or the line at it is gone.
func TestTurnMark(t *testing.T) {
	m := newMemory()
	turns := NewTurns(m, eth.Address{1}, slog.New(slog.DiscardHandler))
	for n := range uint64(5) {
		if n == 3 {
			m.mark = 1
		}
		if err := turns.Use(t.Context(), func(ctx context.Context, turn chain.Turn) error {
			if turn.Least != n {
				t.Errorf("least %d, want %d", turn.Least, n)
			}
			return turn.Write(ctx, chain.Sent{Nonce: n})
		}); err != nil {
			t.Fatal(err)
		}
	}
	if len(m.row) != 10 || m.mark != 8 {
		t.Errorf("%d lines, and the mark at %d", len(m.row), m.mark)
	}
}

// What was sent is kept in the order of nonces, each once, and the newest of it.
func TestKeptOfSent(t *testing.T) {
	var n Nonce
	at := time.Unix(1, 0)
	for _, nonce := range []uint64{5, 7, 6, 7} {
		n = n.with(chain.Sent{Nonce: nonce, Raw: []byte{byte(len(n.Sent))}}, at)
	}
	if want := (Nonce{8, at, []chain.Sent{{Nonce: 5, Raw: []byte{0}}, {Nonce: 6, Raw: []byte{2}}, {Nonce: 7, Raw: []byte{3}}}}); !reflect.DeepEqual(n, want) {
		t.Errorf("got %+v, want %+v", n, want)
	}
	for nonce := range uint64(40) {
		n = n.with(chain.Sent{Nonce: 8 + nonce}, at)
	}
	if n.Next != 48 || len(n.Sent) != turnKept || n.Sent[0].Nonce != 48-turnKept {
		t.Errorf("next %d, %d kept from %d", n.Next, len(n.Sent), n.Sent[0].Nonce)
	}
}

// overtaken is a sender whose first transactions' nonces another process's have.
type overtaken struct {
	*chain.Sender
	times int
	made  bool // the order is made before that is noticed
}

func (o *overtaken) Relay(ctx context.Context, r chain.Relayed, gas uint64) (order.ID, chain.Receipt, error) {
	if o.times == 0 {
		return o.Sender.Relay(ctx, r, gas)
	}
	if o.times--; o.made {
		if _, _, err := o.Sender.Relay(ctx, r, gas); err != nil {
			return 0, chain.Receipt{}, err
		}
	}
	return 0, chain.Receipt{}, fmt.Errorf("nonce 5: %w: %w", chain.ErrUnknownOutcome, chain.ErrNonceUsed)
}

// An order whose nonce another transaction has is sent again; one that was made all the same is found, and not told to be refused.
func TestNonceUsed(t *testing.T) {
	for _, c := range []struct {
		name   string
		sender overtaken
		state  wire.RelayState
	}{
		{"once", overtaken{times: 1}, wire.RelayDone},
		{"always", overtaken{times: nonceTries}, wire.RelaySending},
		{"and it was made", overtaken{times: 1, made: true}, wire.RelayDone},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			r := w.relayer()
			c.sender.Sender = w.sender(relayKey)
			r.cfg.Sender = &c.sender
			user := w.person(10)
			x, err := w.send(r, user, "home", w.asks(user))
			if err != nil || x.State != c.state || w.count() != map[wire.RelayState]order.ID{wire.RelayDone: 1}[c.state] {
				t.Errorf("got %+v, %v, %d orders\n%s", x, err, w.count(), w.log.b.String())
			}
		})
	}
}

// Turns: one at a time; what was sent goes before what an endpoint says, for a while; whoever holds one for too long loses it; nothing is sent without
// the database.
func TestTurns(t *testing.T) {
	m := newMemory()
	log := slog.New(slog.DiscardHandler)
	var mu sync.Mutex
	inside, next := 0, uint64(7)
	var wg sync.WaitGroup
	for range 4 {
		turns := NewTurns(m, eth.Address{1}, log)
		wg.Go(func() {
			for range 5 {
				err := turns.Use(t.Context(), func(ctx context.Context, turn chain.Turn) error {
					least := turn.Least
					mu.Lock()
					inside++
					if inside != 1 || least != 0 && least != next {
						t.Errorf("%d at once, least %d of %d", inside, least, next)
					}
					used := max(least, next)
					mu.Unlock()
					err := turn.Write(ctx, chain.Sent{Nonce: used})
					mu.Lock()
					defer mu.Unlock()
					inside, next = inside-1, used+1
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if next != 27 {
		t.Errorf("%d nonces were used, want 20", next-7)
	}
	broken := errors.New("broken")
	turns := NewTurns(m, eth.Address{1}, log)
	if err := turns.Use(t.Context(), func(ctx context.Context, turn chain.Turn) error {
		if err := errors.Join(turn.Write(ctx, chain.Sent{Nonce: 99}), turn.Erase(ctx)); err != nil {
			t.Error(err)
		}
		return broken
	}); !errors.Is(err, broken) {
		t.Errorf("what send says: %v", err)
	}
	least := func() (n uint64) {
		t.Helper()
		if err := turns.Use(t.Context(), func(_ context.Context, turn chain.Turn) error { n = turn.Least; return broken }); !errors.Is(err, broken) {
			t.Fatal(err)
		}
		return n
	}
	if n := least(); n != 27 {
		t.Errorf("after what was not sent: %d", n)
	}
	m.row = append(m.row, Nonce{Next: 50, At: time.Now().Add(-turnBelieved)})
	if n := least(); n != 0 {
		t.Errorf("what is long ago goes before what the endpoint says: %d", n)
	}
	m.err = broken
	err := turns.Use(t.Context(), func(context.Context, chain.Turn) error { t.Error("sent without the database"); return nil })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	m.err = nil
	if won, _, err := m.Claim(t.Context(), "relay turn "+(eth.Address{1}).String(), time.Hour); err != nil || !won {
		t.Fatal(won, err)
	}
	short, cancel := context.WithTimeout(t.Context(), 3*turnLook)
	defer cancel()
	if err := turns.Use(short, func(context.Context, chain.Turn) error { t.Error("sent out of turn"); return nil }); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("while it is another's: %v", err)
	}
}
