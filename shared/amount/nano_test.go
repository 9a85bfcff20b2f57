package amount_test

import (
	"math/big"
	"testing"

	"berth/shared/amount"
)

func TestCost(t *testing.T) {
	tests := []struct {
		rate  string
		times uint64
		want  string
	}{
		{"0", 1000, "0"},
		{"1", 999_999_999, "0"},
		{"1", 1_000_000_000, "1"},
		{"27778", 3600, "0"},   // 0.0001 of a six-decimal token an hour is 100 units
		{"27778", 36_000, "1"}, // floor(1.000008)
		{"27777777778", 3600, "100000"},
		{"79228162514264337593543950335", 1<<32 - 1, "340282366841710300949110269833"}, // the most that the market takes
		{"115792089237316195423570985008687907853269984665640564039457584007913129639935", 2_000_000_000,
			"115792089237316195423570985008687907853269984665640564039457584007913129639935"}, // saturates
	}
	for _, c := range tests {
		r, err := amount.ParseNano(c.rate)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Cost(c.times).String(); got != c.want {
			t.Errorf("%s × %d: got %s, want %s", c.rate, c.times, got, c.want)
		}
	}
}

// FuzzCost holds it against big integers, and parts of a time against the whole.
func FuzzCost(f *testing.F) {
	f.Add(uint64(27_777_777_778), uint32(3600), uint32(7))
	f.Add(uint64(1), uint32(1<<31), uint32(1))
	f.Fuzz(func(t *testing.T, rate uint64, whole, part uint32) {
		n := amount.NanoOf(rate)
		want := new(big.Int).Mul(new(big.Int).SetUint64(rate), big.NewInt(int64(whole)))
		want.Div(want, big.NewInt(1e9))
		if got := n.Cost(uint64(whole)).String(); got != want.String() {
			t.Fatalf("%d × %d: got %s, want %s", rate, whole, got, want)
		}
		part = min(part, whole)
		first := n.Cost(uint64(part))
		if rest := n.Cost(uint64(whole)).Sub(first); first.Add(rest) != n.Cost(uint64(whole)) {
			t.Fatalf("the parts of %d × %d are not the whole", rate, whole)
		}
	})
}

func TestNanoUnits(t *testing.T) {
	n, err := amount.ParseNanoUnits("0.0124", 6)
	if err != nil || n.String() != "12400000000000" || n.Units(6) != "0.0124" || n.Round(6, 2) != "0.012" {
		t.Errorf("got %s %s %s, %v", n, n.Units(6), n.Round(6, 2), err)
	}
	if got := amount.Of(5).Nano(); got != amount.NanoOf(5_000_000_000) || got.Cost(1) != amount.Of(5) {
		t.Errorf("got %s", got)
	}
	if _, err := amount.ParseNanoUnits("0.0000000000000001", 6); err == nil {
		t.Error("a sixteenth digit")
	}
}
