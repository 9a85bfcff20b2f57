package read

import "testing"

// TestHuge: a number that is too large is told from what is no number, which has another remedy.
func TestHuge(t *testing.T) {
	for s, want := range map[string]bool{
		"99999999999": true, "99999999999G": true, "123456789012345678901234567890": true, "9999999999999999999Gi": true, "2e30": true, "lots": false, "": false, "12x": false, "-1": false,
	} {
		if got := Huge(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
