package alarm

import (
	"strings"
	"testing"
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/scope"
	"berth/shared/typed"
)

// TestMessage: whatever key the platform names, the wallet is asked for one order and for what is the least.
func TestMessage(t *testing.T) {
	now := time.Date(2026, 11, 29, 12, 0, 0, 500, time.UTC)
	o := order.Order{ID: 7, Node: eth.Address{1}, User: eth.Address{2}}
	m := message("n1.example", strings.Repeat("名", 100), "ecdsa-sha2-nistp256 AAAA", o, eth.Hash{3}, now)
	if m.Scopes != scope.Health || m.Order != 7 || m.Node != o.Node || m.User != o.User || m.Gateway != "n1.example" {
		t.Errorf("got %+v", m)
	}
	if n := []rune(m.Name); len(n) != typed.MaxKeyName {
		t.Errorf("a name of %d characters", len(n))
	}
	if m.IssuedAt.Nanosecond() != 0 || m.NotAfter.Sub(m.IssuedAt) != typed.KeyLife {
		t.Errorf("from %s to %s", m.IssuedAt, m.NotAfter)
	}
	if name("berth.example") != "berth.example" {
		t.Error(name("berth.example"))
	}
}
