package verdict

import (
	"regexp"
	"strings"
)

// What must not reach a user in a text of the cluster's: addresses, names of namespaces, pods and machines, ids, and
// folders of the machines.
var (
	addressPort = regexp.MustCompile(`(?:\b\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-fA-F:.%]+\]):(\d{1,5})\b`)
	address     = regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?\b|\[[0-9a-fA-F]*:[0-9a-fA-F:.%]*\]|` +
		`\b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{0,4}\b|\b(?:[0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F:]*`)
	identity  = regexp.MustCompile(`[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{24,}`)
	spaceName = regexp.MustCompile(`berth-[0-9a-f]{8}-[0-9a-f]{6}-\d+`)
	podName   = regexp.MustCompile(`[a-z](?:[a-z0-9-]*[a-z0-9])?-[a-z0-9]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b`)
	hostName  = regexp.MustCompile(`(?i)\b(?:[a-z0-9-]+\.)+(?:internal|local|localdomain|lan|svc|compute|nodes)\b(?:\.[a-z0-9.-]+)?|` +
		`\bip-\d{1,3}(?:-\d{1,3}){3}\b`)
	folder = regexp.MustCompile(`(?:/var/lib|/var/run|/run|/var/log|/etc|/opt)/(?:kubelet|kubernetes|containerd|k3s|rke2|docker|crio|cri-o|` +
		`containers|pods|cni|rancher|snap)[^\s"']*`)
	// Words of what is the operator's business.
	internal = regexp.MustCompile(`(?i)\bnodes?\b|kubelet|\bkube-|containerd|cri-o|\bcgroups?\b|\btaints?\b|tolerat|\bhosts?\b|hostname|namespace|` +
		`service ?account|\bcsi\b|driver|daemon|webhook|\bapi ?server\b|\betcd\b|\bcni\b|\bkernel\b|\bsecrets? "|https?://`)
)

// clean takes out of a text what is not its user's business, and cuts it.
func clean(s string, secrets []string) string {
	for _, x := range secrets {
		s = strings.ReplaceAll(s, x, "…")
	}
	s = folder.ReplaceAllString(s, "…")
	s = addressPort.ReplaceAllString(s, "port $1")
	s = address.ReplaceAllString(s, "…")
	s = spaceName.ReplaceAllString(s, "…")
	s = identity.ReplaceAllString(s, "…")
	s = podName.ReplaceAllString(s, "…")
	s = hostName.ReplaceAllString(s, "…")
	return Clip(strings.Join(strings.Fields(s), " "))
}

// harmless gives a text that says nothing about the operator's internals, else nothing.
func harmless(s string, secrets []string) string {
	plain := Clip(strings.Join(strings.Fields(s), " "))
	if clean(s, secrets) != plain || internal.MatchString(plain) {
		return ""
	}
	return plain
}
