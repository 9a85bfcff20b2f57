package share

import (
	"strings"

	"berth/shared/clip"
	"berth/ui/text"
)

// browsers by what their User-Agent has in it, those first that also claim to be others.
var browsers = []struct{ sign, name string }{
	{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"MicroMessenger/", "WeChat"}, {"YaBrowser/", "Yandex"}, {"Vivaldi/", "Vivaldi"},
	{"FxiOS/", "Firefox"}, {"Firefox/", "Firefox"}, {"CriOS/", "Chrome"}, {"Chromium/", "Chromium"}, {"HeadlessChrome/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
}

// systems by what a User-Agent has in it, those first that also claim to be others.
var systems = []struct{ sign, name string }{
	{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"CrOS", "ChromeOS"}, {"Windows", "Windows"}, {"Mac OS X", "Mac"}, {"Macintosh", "Mac"}, {"Linux", "Linux"},
}

// agent is what a browser says of itself, in plain words. It may say anything.
func agent(t text.T, s string) string {
	find := func(list []struct{ sign, name string }) string {
		for _, x := range list {
			if strings.Contains(s, x.sign) {
				return x.name
			}
		}
		return ""
	}
	browser, system := find(browsers), find(systems)
	switch {
	case browser != "" && system != "":
		return t.Say(text.VisitorOn, browser, system)
	case browser != "" || system != "":
		return browser + system
	}
	if program, _, _ := strings.Cut(s, "/"); program != "" && !strings.HasPrefix(s, "Mozilla") {
		return t.Say(text.VisitorProgram, clip.Dots(program, 30))
	}
	return t.Say(text.VisitorUnknown)
}
