package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"testing"

	"github.com/chromedp/chromedp"
)

// gallery is the program that writes the parts of ui/part in their states.
var gallery = program("gallery", "./ui/gallery")

// TestGalleryInTheBrowser measures each part in each of its states, in both languages and themes, on a phone and a desktop: see faultsOf.
func TestGalleryInTheBrowser(t *testing.T) {
	thorough(t)
	bin, err := gallery()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if out, err := exec.Command(bin, "-out", dir, "-assets", "../assets").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	site := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer site.Close()
	p := window{width: 390, height: 844}.open(t)
	for _, name := range []string{"en-light", "en-dark", "zh-light", "zh-dark"} {
		p.open(site.URL + "/" + name + ".html")
		for _, width := range []int64{390, 1280} {
			p.do(chromedp.EmulateViewport(width, 844, chromedp.EmulateScale(1)))
			p.until("it has its style, and nothing moves that comes to an end", `document.readyState === "complete" && document.querySelectorAll("[data-part]").length > 20 && document.getAnimations().every(a => a.playState !== "running" || a.effect.getTiming().iterations === Infinity)`)
			what := fmt.Sprintf("parts-%s-%d", name, width)
			p.shot(what)
			p.sound(what)
			p.axe(what)
		}
	}
}
