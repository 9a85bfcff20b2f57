package berth

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestOutside: what leads the browser elsewhere, or puts something else than text into the page, is in few places, which
// take addresses from berth/ui/outside only. A page that did so by itself would forget to.
func TestOutside(t *testing.T) {
	for _, r := range []struct {
		what  string
		in    string // a regular expression
		homes []string
		why   string
	}{
		{"a link", `\.Href\(`, []string{"ui/part/link.go"}, "part.Link checks where it leads"},
		{"an image, a frame or a script", `\.Src\(|app\.(IFrame|Script|Embed|Object|Base|Meta)\(|\.(FormAction|Action)\(`, []string{"ui/part/link.go"}, "part.Picture fetches nothing"},
		{"a request", `"(fetch|XMLHttpRequest|EventSource|sendBeacon|importScripts)"`, []string{"ui/js/fetch.go"}, "js.Do and its like have limits"},
		{"a socket", `"WebSocket"`, []string{"ui/js/socket.go"}, "js.OpenSocket has limits"},
		{"a place to go to", `"(open|assign|replace)", ?"|Get\("location"\)\.(Set|Call)|Set\("(href|src|location|action|srcdoc)"`,
			[]string{"ui/js/browser.go", "ui/js/watch.go", "ui/state/account.go"}, "js.Tab takes an address that was checked"},
		{"HTML", `innerHTML|outerHTML|insertAdjacentHTML|"write"|document\.write|\.Raw\(`, []string{
			"ui/part/bar.go", "ui/part/chart/chart.go", "ui/part/chip.go", "ui/part/dial.go", "ui/part/icon.go", "ui/part/state.go", "ui/part/timeline.go", "ui/page/order/usage/usage.go", "ui/page/stake/pace.go",
			"ui/page/order/shell/screen.go", // to the terminal
		}, "what others say is text"},
		{"code", `"(eval|Function|setTimeout)"`, []string{"ui/js/watch.go"}, "there is none but the site's"},
		{"a body of any length", `Call\("(text|json|blob|arrayBuffer|formData)"`, []string{"ui/js/file.go"}, "js.Do counts what it reads"},
	} {
		pattern := regexp.MustCompile(r.in)
		used := map[string]bool{}
		for _, path := range strings.Fields(run(t, nil, "git", "ls-files", "--cached", "--others", "--exclude-standard", "ui/*.go")) {
			if strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "ui/site/") || strings.HasPrefix(path, "ui/lean/") {
				continue // for the build
			}
			text, err := os.ReadFile(path)
			if os.IsNotExist(err) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(string(text), "\n") {
				if !pattern.MatchString(line) || strings.HasPrefix(strings.TrimSpace(line), "//") {
					continue
				}
				if used[path] = true; !slices.Contains(r.homes, path) {
					t.Errorf("%s:%d: %s: %s\n%s", path, i+1, r.what, r.why, line)
				}
			}
		}
		for _, home := range r.homes {
			if !used[home] {
				t.Errorf("a rule about %s names %s, which has none any more", r.what, home)
			}
		}
	}
}
