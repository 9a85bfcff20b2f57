package negotiate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// slowGateways answer one after the other, each some time after the one before; every third not at all.
func slowGateways(t testing.TB, nodes int, apart time.Duration) fakeGateways {
	place := map[string]int{}
	for i := range nodes {
		place[fmt.Sprintf("https://%s.example", eth.Address{1, byte(i >> 8), byte(i)})] = i
	}
	return func(ctx context.Context, url string, g wire.Greet) (wire.Greeting, error) {
		i := place[url]
		if i%3 == 2 {
			<-ctx.Done()
			return wire.Greeting{}, ctx.Err()
		}
		select {
		case <-time.After(time.Duration(i+1) * apart):
		case <-ctx.Done():
			return wire.Greeting{}, ctx.Err()
		}
		q := order.Quote{
			Node: eth.Address{1, byte(i >> 8), byte(i)}, User: g.User, Token: g.Token, Resources: g.Resources, Rate: g.Rate, MaxDuration: 7200, Epoch: 1,
			ValidUntil: time.Now().Add(time.Minute).Truncate(time.Second), Nonce: uint64(i + 1),
		}
		return wire.Greeting{Kind: wire.Accept, Quote: &q, Signature: sign(t, q, operator)}, nil
	}
}

// follow reads an offer's events from a number on until its end, or until so many are there.
func follow(t *testing.T, m *Manager, user eth.Address, id string, from, most int) (names []string) {
	t.Helper()
	for last := false; !last && len(names) < most; {
		var events []Event
		var err error
		if events, last, err = m.Events(t.Context(), user, id, from+len(names)); err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			name := e.Name
			if a, ok := e.Data.(wire.Answer); ok {
				name = fmt.Sprint(a.Node[2])
			}
			names = append(names, name)
		}
	}
	return names
}

// A stream that begins at one replica and goes on at another has each answer once, whatever the moment; the nodes are asked once.
func TestOneReplicaAsksAndAnotherAnswers(t *testing.T) {
	for at := range 10 {
		synctest.Test(t, func(t *testing.T) {
			s := &memStore{}
			nodes := someNodes(t, 9)
			cfg := Config{Domain: domain, Tokens: tokens, Deadline: 3 * time.Second}
			a := New(cfg, nodes, slowGateways(t, 9, 150*time.Millisecond), fakeContracts{}, s, quiet)
			b := New(cfg, nodes, nil, fakeContracts{}, s, quiet) // which would panic if it asked
			user := eth.Address{2}
			id, err := a.Start(t.Context(), user, "", wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(1e6).Mul(1e9), Duration: 3600})
			if err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			got := follow(t, a, user, id, 0, at)
			if !slices.Contains(got, "done") {
				got = append(got, follow(t, b, user, id, len(got), 100)...)
			}
			if took := time.Since(began); took > cfg.Deadline+2*look {
				t.Errorf("the end came after %s", took)
			}
			if whole := follow(t, a, user, id, 0, 100); !slices.Equal(got, whole) || len(got) != 11 {
				t.Errorf("from %d on at another replica: %v, want %v", at, got, whole)
			}
			a.Close()
			b.Close()
			time.Sleep(10 * time.Minute) // until nothing lingers
		})
	}
}

// A replica that is killed while nodes answer: what anybody has seen is at the other one, and there is an end.
func TestKilledWhileNodesAnswer(t *testing.T) {
	for at := range 8 {
		synctest.Test(t, func(t *testing.T) {
			s := &memStore{}
			nodes := someNodes(t, 9)
			cfg := Config{Domain: domain, Tokens: tokens, Deadline: 3 * time.Second}
			dying := &dyingStore{memStore: s}
			a := New(cfg, nodes, slowGateways(t, 9, 150*time.Millisecond), fakeContracts{}, dying, quiet)
			b := New(cfg, nodes, nil, fakeContracts{}, s, quiet)
			user := eth.Address{2}
			id, err := a.Start(t.Context(), user, "", wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(1e6).Mul(1e9), Duration: 3600})
			if err != nil {
				t.Fatal(err)
			}
			seen := follow(t, a, user, id, 0, at)
			dying.kill()
			whole := follow(t, b, user, id, 0, 100)
			if len(whole) <= len(seen) && at > 0 || !slices.Equal(whole[:len(seen)], seen) || whole[len(whole)-1] != "done" {
				t.Errorf("seen %v, and then %v", seen, whole)
			}
			// One that the dead replica had told more than it could keep.
			if rest := follow(t, b, user, id, len(whole)+3, 100); !slices.Equal(rest, []string{"done"}) {
				t.Errorf("beyond the end: %v", rest)
			}
			o, err := b.Offer(t.Context(), user, id)
			if err != nil || o.Done == nil || o.Done.Accepted != len(whole)-2 || o.Done.Silent != 9-o.Done.Accepted {
				t.Errorf("got %+v, %v", o.Done, err)
			}
			a.Close()
			b.Close()
			time.Sleep(10 * time.Minute)
		})
	}
}

// dyingStore keeps nothing once its process is killed.
type dyingStore struct {
	*memStore
	dead bool
}

func (d *dyingStore) kill() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dead = true
}

func (d *dyingStore) PutOffer(ctx context.Context, o wire.Offer, expires time.Time) error {
	d.mu.Lock()
	dead := d.dead
	d.mu.Unlock()
	if dead {
		return errors.New("killed")
	}
	return d.memStore.PutOffer(ctx, o, expires)
}
