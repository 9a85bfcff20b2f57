package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"berth/bff/certify/rent"
	"berth/bff/relay"
	"berth/bff/store/documents"
	"berth/shared/eth"
)

var (
	_ relay.Store     = Limits{}
	_ relay.TurnStore = Limits{}
	_ rent.Ledger     = Limits{}
)

// Limits are what was spent of them: by the relayer, and on orders of checks.
type Limits struct {
	*database
	Leases
}

// relayDoc is a line of a day's ledger.
type relayDoc struct {
	ID        string    `bson:"_id"` // the day, and the line's number
	Body      string    `bson:"body"`
	ExpiresAt time.Time `bson:"expiresAt"`
}

// relaysKept is for how long a line is: the day after it is asked for yet.
const relaysKept = 3 * 24 * time.Hour

var errNoRelay = errors.New("the ledger ends before")

// AddRelay implements relay.Store: of those who insert the same line one wins.
func (s Limits) AddRelay(ctx context.Context, day string, n int, e relay.Entry) (bool, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return false, fmt.Errorf("relayed order: %w", err)
	}
	return s.docs.Insert(ctx, relays, relayDoc{relayKey(day, n), string(body), s.docs.Now().Add(relaysKept)})
}

// Relay implements relay.Store.
func (s Limits) Relay(ctx context.Context, day string, n int) (e relay.Entry, there bool, err error) {
	d, err := documents.Get[relayDoc](ctx, s.docs, relays, relayKey(day, n), errNoRelay)
	if errors.Is(err, errNoRelay) {
		return e, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(d.Body), &e)
	}
	return e, err == nil, err
}

// turnsKept is for how long a line of the row of turns is: by far longer than what it says is believed, and than anybody who wrote one before may be held up.
const turnsKept = 6 * time.Hour

// AddTurn implements relay.TurnStore, likewise.
func (s Limits) AddTurn(ctx context.Context, account eth.Address, n int, line relay.Nonce) (bool, error) {
	body, err := json.Marshal(line)
	if err != nil {
		return false, fmt.Errorf("relayer's turn: %w", err)
	}
	return s.docs.Insert(ctx, relays, relayDoc{turnKey(account, n), string(body), s.docs.Now().Add(turnsKept)})
}

// Turn implements relay.TurnStore.
func (s Limits) Turn(ctx context.Context, account eth.Address, n int) (line relay.Nonce, there bool, err error) {
	if there, err = s.turn(ctx, turnKey(account, n), &line); !there {
		return relay.Nonce{}, false, err
	}
	return line, true, nil
}

// TurnMark implements relay.TurnStore.
func (s Limits) TurnMark(ctx context.Context, account eth.Address) (n int, err error) {
	if there, err := s.turn(ctx, markKey(account), &n); !there {
		return -1, err
	}
	return n, nil
}

// MarkTurn implements relay.TurnStore. A mark is there for as long as the line is that it was written after.
func (s Limits) MarkTurn(ctx context.Context, account eth.Address, n int) error {
	return s.docs.Put(ctx, relays, markKey(account), relayDoc{markKey(account), strconv.Itoa(n), s.docs.Now().Add(turnsKept)})
}

// turn reads what is written down of turns.
func (s Limits) turn(ctx context.Context, key string, into any) (there bool, err error) {
	d, err := documents.Get[relayDoc](ctx, s.docs, relays, key, errNoRelay)
	if errors.Is(err, errNoRelay) {
		return false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(d.Body), into)
	}
	return err == nil, err
}

func markKey(account eth.Address) string { return "turn " + account.String() }

func turnKey(account eth.Address, n int) string { return fmt.Sprintf("turn %s %d", account, n) }

func relayKey(day string, n int) string { return fmt.Sprintf("%s %d", day, n) }
