package manifest

import (
	"fmt"
	"log/slog"
)

// Secret is what a user does not want to be seen. However it is printed, encoded or logged, only hidden comes out.
type Secret string

const hidden = "(hidden)"

// Reveal is the secret itself, for the runtime that hands it to the service.
func (s Secret) Reveal() string { return string(s) }

// String implements fmt.Stringer.
func (s Secret) String() string { return hidden }

// Format implements fmt.Formatter, for every verb.
func (s Secret) Format(f fmt.State, _ rune) { f.Write([]byte(hidden)) }

// Format implements fmt.Formatter: a pointer under a wrong verb would be printed past its fields' own.
func (r *Registry) Format(f fmt.State, _ rune) {
	if r == nil {
		f.Write([]byte("<nil>"))
		return
	}
	fmt.Fprintf(f, "{%s %s %s}", r.Host, r.User, hidden)
}

// MarshalText implements encoding.TextMarshaler, and with it JSON and YAML.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }
