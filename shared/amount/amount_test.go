package amount

import (
	"encoding/json"
	"math/big"
	"testing"
)

func TestParseUnits(t *testing.T) {
	for _, c := range []struct{ in, want, units string }{
		{"0", "0", "0"}, {"1", "1000000000000000000", "1"}, {"1.5", "1500000000000000000", "1.5"},
		{".5", "500000000000000000", "0.5"}, {"0.000000000000000001", "1", "0.000000000000000001"},
		{" 12.50 ", "12500000000000000000", "12.5"},
	} {
		got, err := ParseUnits(c.in, 18)
		if err != nil || got.String() != c.want || got.Units(18) != c.units {
			t.Errorf("ParseUnits(%q) = %v %q, %v; want %s %q", c.in, got, got.Units(18), err, c.want, c.units)
		}
	}
	for _, bad := range []string{"", ".", "-1", "1e3", "1,5", "0.0000000000000000001", "1.2.3", "0x1", "١"} {
		if got, err := ParseUnits(bad, 18); err == nil {
			t.Errorf("ParseUnits(%q) = %v, want an error", bad, got)
		}
	}
}

func TestRound(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"0.04212345", "0.0421"}, {"1234.5", "1234"}, {"12.3456", "12.3"}, {"0.000000000000000001", "0.000000000000000001"}, {"1.0001", "1"}, {"7", "7"},
	} {
		a, err := ParseUnits(c.in, 18)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Round(18, 3); got != c.want {
			t.Errorf("Round(%s) = %s, want %s", c.in, got, c.want)
		}
	}
}

func TestArithmetic(t *testing.T) {
	max := Amount{}.Sub(Of(0))
	max.v.SetAllOne()
	if got := max.Add(Of(1)); got != max {
		t.Errorf("max+1 = %v, want it to saturate", got)
	}
	if got := Of(3).Sub(Of(5)); !got.IsZero() {
		t.Errorf("3-5 = %v, want 0", got)
	}
	if got := Of(10).DivUp(3); got != Of(4) {
		t.Errorf("10/3 up = %v, want 4", got)
	}
	if got := max.MulDiv(7, 7); got != max {
		t.Errorf("max×7/7 = %v, want max", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0", "007", "115792089237316195423570985008687907853269984665640564039457584007913129639935", "-1", "1_0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := Parse(s)
		if err != nil {
			return
		}
		want, ok := new(big.Int).SetString(s, 10)
		if !ok || want.String() != a.String() {
			t.Fatalf("Parse(%q) = %v, big.Int says %v", s, a, want)
		}
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var back Amount
		if err := json.Unmarshal(b, &back); err != nil || back != a {
			t.Fatalf("JSON of %v came back as %v, %v", a, back, err)
		}
	})
}
