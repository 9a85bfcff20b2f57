package internet

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"syscall"
	"testing"
	"time"
)

var errLet = errors.New("the test lets nothing out")

// TestDial gives names addresses, and looks where a Dialer goes.
func TestDial(t *testing.T) {
	for _, c := range []struct {
		name, address string
		has           []string // what the name has
		want          []string // where it goes
		err           error
	}{
		{"a name", "a.example:443", []string{"8.8.8.8", "2606:4700::1111"}, []string{"8.8.8.8:443", "[2606:4700::1111]:443"}, errLet},
		{"mapped", "a.example:443", []string{"::ffff:8.8.8.8"}, []string{"8.8.8.8:443"}, errLet},
		{"one of them inside", "a.example:443", []string{"8.8.8.8", "10.0.0.1"}, nil, ErrInside},
		{"inside", "a.example:443", []string{"127.0.0.1"}, nil, ErrInside},
		{"the operator's own", "a.example:443", []string{"51.15.1.7"}, nil, ErrInside},
		{"the operator's own, mapped", "[::ffff:51.15.1.7]:443", nil, nil, ErrInside},
		{"nothing", "a.example:443", nil, nil, ErrInside},
		{"this machine", "x.LocalHost.:443", []string{"8.8.8.8"}, nil, ErrInside},
		{"an address", "8.8.8.8:443", nil, []string{"8.8.8.8:443"}, errLet},
		{"an address inside", "[::1]:443", nil, nil, ErrInside},
		{"a link's", "[fe80::1%lo]:443", nil, nil, ErrInside},
		{"a port", "8.8.8.8:25", nil, nil, ErrPort},
		{"a port's name", "8.8.8.8:smtp", nil, nil, ErrPort},
	} {
		var went []string
		d := Dialer{
			Plain: net.Dialer{Timeout: time.Second, Control: func(_, address string, _ syscall.RawConn) error {
				went = append(went, address)
				return errLet
			}},
			Lookup: func(ctx context.Context, _, host string) (all []netip.Addr, err error) {
				if _, bounded := ctx.Deadline(); host != "a.example." || !bounded {
					t.Errorf("%s: looks %q up, bounded %v", c.name, host, bounded)
				}
				for _, s := range c.has {
					all = append(all, netip.MustParseAddr(s))
				}
				return all, nil
			},
			Closed: func() []netip.Prefix { return []netip.Prefix{netip.MustParsePrefix("51.15.0.0/16")} },
			Port:   func(port uint16) bool { return port != 25 && Web(port) },
		}
		if _, err := d.DialContext(t.Context(), "tcp", c.address); !errors.Is(err, c.err) || !slices.Equal(went, c.want) {
			t.Errorf("%s: went to %v, want %v: %v", c.name, went, c.want, err)
		}
	}
}
