package reach

import (
	"fmt"
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
