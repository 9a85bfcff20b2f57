package greet

import (
	"context"
	"encoding/binary"
	"net/netip"
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/wire"
)

// One origin asks for quotes with as many addresses as it likes; a new one costs nothing.
func TestAttackQuotes(t *testing.T) {
	a := attacktest.Begin(t, "one origin takes all quotes")
	d, _, _ := desk(func(_ *known, t *Terms, _ *time.Time) { t.MaxQuotes, t.QuoteShare = 100, 50 })
	ask := func(n uint32, from string) bool {
		g := offer(1, 1<<40, 10)
		g.User = eth.Address{0xff}
		binary.BigEndian.PutUint32(g.User[1:], n)
		answer, err := d.Greet(context.Background(), g, netip.MustParsePrefix(from))
		if err != nil {
			t.Fatal(err)
		}
		return answer.Kind == wire.Accept
	}
	for n := range uint32(2000) {
		ask(n, "192.0.2.1/32")
		a.Tried(d.Live() > 25, "one origin has %d quotes", d.Live())
	}
	a.Tried(!ask(5000, "198.51.100.7/32"), "a newcomer from elsewhere is told that all is taken")
	a.Tried(len(d.lately) > 8*100, "%d users are remembered", len(d.lately))
}
