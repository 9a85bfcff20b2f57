package js

import "strings"

// browserName is a browser and its system, short, of what it says that it is (RFC 9110, 10.1.5): for people who look for a device of
// theirs in a list, and for nothing else.
func browserName(agent string) string {
	pick := func(or string, names ...string) string {
		for i := 0; i < len(names); i += 2 {
			if strings.Contains(agent, names[i]) {
				return names[i+1]
			}
		}
		return or
	}
	// Each that stands further down is in what those before it say, too.
	browser := pick("Browser", "Edg", "Edge", "OPR/", "Opera", "Firefox/", "Firefox", "SamsungBrowser", "Samsung Internet", "Chrome/", "Chrome", "Safari/", "Safari")
	system := pick("", "iPhone", "iPhone", "iPad", "iPad", "Android", "Android", "Windows", "Windows", "Mac OS", "macOS", "CrOS", "ChromeOS", "Linux", "Linux")
	if system == "" {
		return browser
	}
	return browser + " · " + system
}
