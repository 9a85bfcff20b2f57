package dns

import (
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

func question(t *testing.T, name string, kind dnsmessage.Type) []byte {
	t.Helper()
	m := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: 7, RecursionDesired: true},
		Questions: []dnsmessage.Question{{Name: dnsmessage.MustNewName(name), Type: kind, Class: dnsmessage.ClassINET}},
	}
	raw, err := m.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestAnswer(t *testing.T) {
	// Outside, a server that knows nothing.
	outside, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer outside.Close()
	go func() {
		buf := make([]byte, longest)
		for {
			n, from, err := outside.ReadFrom(buf)
			if err != nil {
				return
			}
			buf[2] |= 0x80
			buf[3] = byte(dnsmessage.RCodeRefused)
			outside.WriteTo(buf[:n], from)
		}
	}()
	s := &Server{upstream: outside.LocalAddr().String(), log: slog.Default(), lookup: func(namespace, service string) ([]netip.Addr, bool) {
		if namespace != "a" || service != "db" {
			return nil, false
		}
		return []netip.Addr{netip.MustParseAddr("10.96.0.7"), netip.MustParseAddr("10.96.0.8")}, true
	}}
	for _, c := range []struct {
		name string
		kind dnsmessage.Type
		code dnsmessage.RCode
		want []string
	}{
		{"db.a.svc.cluster.local.", dnsmessage.TypeA, dnsmessage.RCodeSuccess, []string{"10.96.0.7", "10.96.0.8"}},
		{"DB.a.svc.Cluster.local.", dnsmessage.TypeA, dnsmessage.RCodeSuccess, []string{"10.96.0.7", "10.96.0.8"}},
		{"db.a.svc.cluster.local.", dnsmessage.TypeAAAA, dnsmessage.RCodeSuccess, nil},
		{"db.b.svc.cluster.local.", dnsmessage.TypeA, dnsmessage.RCodeNameError, nil},
		{"x.db.a.svc.cluster.local.", dnsmessage.TypeA, dnsmessage.RCodeNameError, nil},
		{"a.svc.cluster.local.", dnsmessage.TypeA, dnsmessage.RCodeNameError, nil},
		{"db.cluster.local.", dnsmessage.TypeA, dnsmessage.RCodeNameError, nil},
		{"example.org.", dnsmessage.TypeA, dnsmessage.RCodeRefused, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m dnsmessage.Message
			if err := m.Unpack(s.answer("udp", question(t, c.name, c.kind))); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range m.Answers {
				if body, ok := a.Body.(*dnsmessage.AResource); ok {
					got = append(got, netip.AddrFrom4(body.A).String())
				}
			}
			if m.ID != 7 || !m.Response || m.RCode != c.code || !slices.Equal(got, c.want) {
				t.Errorf("got %d %s %v, want %s %v", m.ID, m.RCode, got, c.code, c.want)
			}
		})
	}
	if got := s.answer("udp", []byte("no message")); got != nil {
		t.Errorf("answer to nonsense: %x", got)
	}
}
