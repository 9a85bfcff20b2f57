package amount

// NanoDecimals is how many digits more than its token a Nano has.
const NanoDecimals = 9

// Nano is a count of 10^-9 of a token's smallest unit: what prices and rates are said in, so that a token of six decimals
// can say 0.0001 an hour. It is never paid: Cost is. The zero value is 0; its JSON form is a string of decimal digits.
// It is a type of its own so that a rate cannot be taken for an amount, nor an amount for a rate.
type Nano struct{ a Amount }

// nanos are how many a token's smallest unit has.
const nanos = 1_000_000_000

// NanoOf is n times 10^-9 of a unit.
func NanoOf(n uint64) Nano { return Nano{Of(n)} }

// Nano is the amount in 10^-9 of a unit; it saturates.
func (a Amount) Nano() Nano { return Nano{a.Mul(nanos)} }

// NanoFromWord reads a big-endian 32-byte word.
func NanoFromWord(w [32]byte) Nano { return Nano{FromWord(w)} }

// Word is the big-endian 32-byte word.
func (n Nano) Word() [32]byte { return n.a.Word() }

// ParseNano reads decimal digits.
func ParseNano(s string) (Nano, error) {
	a, err := Parse(s)
	return Nano{a}, err
}

// ParseNanoUnits reads a decimal number of whole tokens of so many decimals, "0.0124", exactly.
func ParseNanoUnits(s string, decimals int) (Nano, error) {
	a, err := ParseUnits(s, decimals+NanoDecimals)
	return Nano{a}, err
}

// Cost is what so many times it cost: floor(n × times / 10^9) smallest units, as the market reckons
// (contracts/src/libraries/Amounts.sol). What some seconds of many cost is the difference of two of these.
func (n Nano) Cost(times uint64) Amount { return n.a.MulDiv(times, nanos) }

// String is decimal digits.
func (n Nano) String() string { return n.a.String() }

// Units is the exact decimal number of whole tokens of so many decimals.
func (n Nano) Units(decimals int) string { return n.a.Units(decimals + NanoDecimals) }

// Round is Units cut to so many significant digits, as Amount.Round: for people, never for sums.
func (n Nano) Round(decimals, significant int) string {
	return n.a.Round(decimals+NanoDecimals, significant)
}

// MarshalText implements encoding.TextMarshaler.
func (n Nano) MarshalText() ([]byte, error) { return n.a.MarshalText() }

// UnmarshalText implements encoding.TextUnmarshaler.
func (n *Nano) UnmarshalText(b []byte) error { return n.a.UnmarshalText(b) }

// Add is n+m; it saturates.
func (n Nano) Add(m Nano) Nano { return Nano{n.a.Add(m.a)} }

// Sub is n-m, and 0 where m is more.
func (n Nano) Sub(m Nano) Nano { return Nano{n.a.Sub(m.a)} }

// Mul is n×k; it saturates.
func (n Nano) Mul(k uint64) Nano { return Nano{n.a.Mul(k)} }

// Div is n/k rounded down; k must not be 0.
func (n Nano) Div(k uint64) Nano { return Nano{n.a.Div(k)} }

// DivUp is n/k rounded up; k must not be 0.
func (n Nano) DivUp(k uint64) Nano { return Nano{n.a.DivUp(k)} }

// MulDiv is n×k/d rounded down; d must not be 0. It saturates.
func (n Nano) MulDiv(k, d uint64) Nano { return Nano{n.a.MulDiv(k, d)} }

// Over is n/m as a float for drawing and sorting only; 0 where m is 0.
func (n Nano) Over(m Nano) float64 { return n.a.Over(m.a) }

// Cmp is -1, 0 or 1.
func (n Nano) Cmp(m Nano) int { return n.a.Cmp(m.a) }

// IsZero reports whether n is 0.
func (n Nano) IsZero() bool { return n.a.IsZero() }

// Bits is the number of bits that n needs.
func (n Nano) Bits() int { return n.a.Bits() }
