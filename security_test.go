package berth

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestSecurity: SECURITY.md names each attack test, and no other.
func TestSecurity(t *testing.T) {
	page, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, name := range regexp.MustCompile(`\bTestAttack\w*`).FindAllString(string(page), -1) {
		named[name] = true
	}
	there := map[string]bool{}
	decl := regexp.MustCompile(`(?m)^func (TestAttack\w*)\(`)
	for _, path := range strings.Fields(run(t, nil, "git", "ls-files", "*_test.go")) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range decl.FindAllStringSubmatch(string(text), -1) {
			if there[m[1]] = true; !named[m[1]] {
				t.Errorf("%s: SECURITY.md does not name %s; remedy: a line with the threat, what holds it, and this test", path, m[1])
			}
		}
	}
	for name := range named {
		if !there[name] {
			t.Errorf("SECURITY.md names %s, which is not there", name)
		}
	}
}
