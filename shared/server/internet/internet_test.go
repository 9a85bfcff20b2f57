package internet

import (
	"fmt"
	"net/netip"
	"testing"
)

// TestBeyond: what the policy closes anyway is not closed twice, and what may not be an exception is left out.
func TestBeyond(t *testing.T) {
	got := Beyond([]string{"10.1.2.3", "node1", "51.15.1.7", "51.15.1.7", "fd00::1", "::/0", "2000::/3", "2001:db8::1", "2a01:4f8::1", "::ffff:8.8.4.4", "0.0.0.0/0", "34.118.224.7/20", ""})
	want := []string{"8.8.4.4/32", "34.118.224.0/20", "51.15.1.7/32", "2a01:4f8::1/128"}
	if s := fmt.Sprint(got); s != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPublic(t *testing.T) {
	for _, s := range []string{"8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::1", "100.63.255.255", "172.32.0.1", "::ffff:8.8.8.8", "100.128.0.1", "2a01:4f8::1"} {
		if !Public(netip.MustParseAddr(s)) {
			t.Errorf("%s: not public", s)
		}
	}
	for _, s := range []string{
		"127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "192.88.99.1",
		"198.18.0.1", "198.51.100.1", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:4136:e378::1", "2001:db8::1", "100::1", "fe80::1%eth0", "fec0::1", "2002:a00:1::", "fd00:ec2::254", "2606:4700::1111%eth0",
	} {
		if Public(netip.MustParseAddr(s)) {
			t.Errorf("%s: public", s)
		}
	}
	if Public(netip.Addr{}) {
		t.Error("no address is public")
	}
}
