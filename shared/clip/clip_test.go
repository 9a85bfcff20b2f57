package clip

import (
	"fmt"
	"testing"
)

func Test(t *testing.T) {
	for _, c := range []struct {
		s        string
		most     int
		to, dots string
	}{
		{"", 3, "", ""},
		{"abc", 3, "abc", "abc"},
		{"abcd", 3, "abc", "abc…"},
		{"aéé", 3, "aé", "aé…"},
		{"aéé", 4, "aé", "aé…"},
		{"éa", 1, "", "…"},
		{"\x80\x80", 1, "", "…"},
		{"abc", 0, "", "…"},
	} {
		if got := To(c.s, c.most); got != c.to {
			t.Errorf("To(%q, %d) = %q, want %q", c.s, c.most, got, c.to)
		}
		if got := Dots(c.s, c.most); got != c.dots {
			t.Errorf("Dots(%q, %d) = %q, want %q", c.s, c.most, got, c.dots)
		}
	}
}

func ExampleDots() {
	fmt.Println(Dots("a café by the sea", 6))
	// Output: a caf…
}
