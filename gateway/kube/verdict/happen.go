package verdict

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/kube/build"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// happened makes a happening. Figures are names and values.
func happened(code string, bad bool, text phrase.Text, figures ...string) wire.Happening {
	h := wire.Happening{Code: code, Bad: bad, Text: string(text)}
	for i := 0; i+1 < len(figures); i += 2 {
		if h.Figures == nil {
			h.Figures = map[string]string{}
		}
		h.Figures[figures[i]] = figures[i+1]
	}
	return h
}

// noise are reasons that say nothing to a user, or what a pod's status says better.
var noise = map[string]bool{
	"Scheduled": true, "Created": true, "Started": true, "SandboxChanged": true, "ProbeWarning": true, "SuccessfulAttachVolume": true,
	"AlreadyMountedVolume":  true,
	"SuccessfulMountVolume": true, "FailedToRetrieveImagePullSecret": true, "DNSConfigForming": true, "MissingClusterDNS": true, "PolicyViolation": true,
	"ResizeStarted": true, "ResizeCompleted": true, "ResizeDeferred": true, "ResizeInfeasible": true, "WaitingForGates": true, "Nominated": true,
	"NotTriggerScaleUp": true, "TriggeredScaleUp": true, "FailedSync": true, "ImageGCFailed": true, "WaitForPodScheduled": true, "FailedKillPod": true,
}

// Translate says in plain words what the cluster's event about something of an order's is. False: it says nothing to its user.
func Translate(kind, reason, message string, warning bool, secrets []string) (wire.Happening, bool) {
	switch kind {
	case "Pod":
		return translatePod(reason, message, warning, secrets)
	case "ReplicaSet":
		if reason != "FailedCreate" {
			return wire.Happening{}, false
		}
		if _, why, ok := strings.Cut(message, "exceeded quota: "); ok {
			why = clean(strings.TrimPrefix(why, "berth, "), secrets)
			return happened(wire.HappenedQuota, true, tooMuch.Text(why), "why", why), true
		}
		if strings.Contains(message, "PodSecurity") || strings.Contains(message, "maximum ") {
			return happened(wire.HappenedOther, true, forbidden(message, secrets)), true
		}
		return happened(wire.HappenedOther, true, phrase.Form("the cluster refuses to make its process").Text()), true
	case "PersistentVolumeClaim":
		switch reason {
		case "ProvisioningSucceeded":
			return happened(wire.HappenedDisk, false, phrase.Form("its disk is there").Text()), true
		case "ProvisioningFailed", "FailedBinding", "ClaimLost", "ClaimMisbound", "VolumeMismatch":
			return noDisk(phrase.Form("the node's storage gives none now; it is tried again").Text())
		case "VolumeResizeFailed", "FileSystemResizeFailed":
			return happened(wire.HappenedDiskStays, true, phrase.Form("its disk does not grow now: it stays as large as it is, and it is tried again").Text()), true
		}
	}
	return wire.Happening{}, false
}

func noDisk(why phrase.Text) (wire.Happening, bool) {
	return happened(wire.HappenedNoDisk, true, phrase.Form("its disk cannot be had: %v").Text(why), "why", string(why)), true
}

func translatePod(reason, message string, warning bool, secrets []string) (wire.Happening, bool) {
	if noise[reason] {
		return wire.Happening{}, false
	}
	image := ""
	if m := quoted.FindStringSubmatch(message); m != nil {
		image = clean(m[1], secrets)
	}
	switch reason {
	case "FailedScheduling":
		if why := lacking(message); why != "" {
			return happened(wire.HappenedNoPlace, true, phrase.Form("no machine has a place for it now; it waits: %v").Text(why), "why", string(why)), true
		}
		return wire.Happening{}, false // it waits for its disk
	case "OutOfcpu", "OutOfmemory", "OutOfpods", "OutOfephemeral-storage", "OutOfnvidia.com/gpu", "NodeAffinity", "UnexpectedAdmissionError":
		why := phrase.Form("the machine that was found had no room after all; another is looked for").Text()
		return happened(wire.HappenedNoPlace, true, why, "why", string(why)), true
	case "Pulling":
		return happened(wire.HappenedPulling, false, phrase.Form("its image is being fetched: %s").Text(image), "image", image), true
	case "Pulled":
		if took, mib, ok := fetched(message); ok {
			return happened(wire.HappenedFetched, false, phrase.Form("its image was fetched in %d s: %s, %d MiB").Text(took, image, mib),
				"image", image, "took", strconv.Itoa(took), "sizeMiB", strconv.Itoa(mib)), true
		}
		return happened(wire.HappenedPulled, false, phrase.Form("its image is there: %s").Text(image), "image", image), true
	case "Failed", "InspectFailed", "ErrImageNeverPull":
		return failed(image, message, secrets)
	case "BackOff":
		return wire.Happening{}, false // what it waits for was told, and crash loops are told by the pod's status
	case "Unhealthy":
		return unhealthy(message, secrets)
	case "Killing":
		if strings.Contains(message, "failed") && strings.Contains(message, "probe") {
			return happened(wire.HappenedKilled, true, phrase.Form("it was ended because it failed its check, and is started again").Text()), true
		}
		return happened(wire.HappenedKilled, false, phrase.Form("it was told to end").Text()), true
	case "Evicted":
		if n := overflow(message); n != "" {
			return happened(wire.HappenedOverflow, true, phrase.Form("it wrote more than its %s MiB outside of its volumes, and was started anew").Text(n), "mib", n), true
		}
		why := shortage(message)
		return happened(wire.HappenedEvicted, true, again.Text(why), "why", string(why)), true
	case "Preempted", "TaintManagerEviction", "NodeShutdown", "Terminated":
		if strings.HasPrefix(message, "Cancel") {
			return wire.Happening{}, false
		}
		why := phrase.Form("the machine has to be emptied").Text()
		return happened(wire.HappenedEvicted, true, again.Text(why), "why", string(why)), true
	case "FailedMount", "FailedAttachVolume", "FailedMapVolume":
		why := phrase.Form("it cannot be attached yet; it is tried again").Text()
		if strings.Contains(message, "Multi-Attach") {
			why = phrase.Form("the machine where it was has not let go of it yet").Text()
		}
		return noDisk(why)
	case "FailedCreatePodSandBox", "NetworkNotReady", "FailedCreatePodContainer":
		if unmapped(message) {
			return happened(wire.HappenedUnmapped, true, noMapping.Text()), true
		}
		return happened(wire.HappenedOther, true, phrase.Form("the machine cannot start it yet; it is tried again").Text()), true
	case "NodeNotReady":
		return happened(wire.HappenedOther, true, phrase.Form("its machine does not answer").Text()), true
	}
	text := harmless(message, secrets)
	if text == "" {
		text = words(reason)
	}
	return happened(wire.HappenedOther, warning, phrase.Form("the cluster says: %s").Text(text)), true
}

var (
	pulled       = regexp.MustCompile(` in (\d[0-9hmsµu.n]{0,40}) \((\d[0-9hmsµu.n]{0,40}) including waiting\)\. Image size: (\d{1,18}) bytes`)
	quoted       = regexp.MustCompile(`image "([^"]{1,300})"`)
	lowOn        = regexp.MustCompile(`low on resource: ([a-z-]+)`)
	insufficient = regexp.MustCompile(`Insufficient ([A-Za-z0-9./-]+)`)
	pause        = regexp.MustCompile(`back-off ([0-9hms.]+) restarting`)
)

// lacking says what is short when no machine can be found; nothing: it waits for its disk only.
func lacking(message string) phrase.Text {
	message, _, _ = strings.Cut(message, " preemption:")
	var short []phrase.Text
	add := func(f phrase.Form) {
		if s := f.Text(); !slices.Contains(short, s) {
			short = append(short, s)
		}
	}
	for _, m := range insufficient.FindAllStringSubmatch(message, -1) {
		add(notEnough(strings.TrimRight(m[1], ".,")))
	}
	if strings.Contains(message, "Too many pods") {
		add("too many processes already")
	}
	if strings.Contains(message, "didn't match Pod's node affinity") {
		add("none is of the kind that it needs")
	}
	if strings.Contains(message, "volume node affinity conflict") {
		add("its disk is on another machine")
	}
	if strings.Contains(message, "didn't match pod affinity") {
		add("the other services with its disk are elsewhere")
	}
	if len(short) == 0 {
		if strings.Contains(message, "ersistentvolumeclaim") || strings.Contains(message, "PersistentVolumeClaim") {
			return ""
		}
		add("none is free")
	}
	all := short[0]
	for _, s := range short[1:] {
		all = phrase.Form("%v, and %v").Text(all, s)
	}
	return all
}

// notEnough says of what there is not enough.
func notEnough(name string) phrase.Form {
	switch name {
	case "cpu":
		return "not enough CPU"
	case "memory":
		return "not enough memory"
	case "ephemeral-storage", "imagefs", "nodefs", "inodes":
		return "not enough room on its own disk"
	case string(build.GPU):
		return "not enough GPUs"
	case "pids":
		return "not enough processes"
	}
	return "not enough of something else"
}

// shortOf says of what a machine was short.
func shortOf(name string) phrase.Text {
	switch name {
	case "cpu":
		return phrase.Form("the machine was short of CPU").Text()
	case "memory":
		return phrase.Form("the machine was short of memory").Text()
	case "ephemeral-storage", "imagefs", "nodefs", "inodes":
		return phrase.Form("the machine was short of room on its own disk").Text()
	case "pids":
		return phrase.Form("the machine was short of processes").Text()
	}
	return phrase.Form("the machine was short of something").Text()
}

// fetched reads how long a pull took, in whole seconds and with what it waited for others, and how large the image is that is there
// now. A kubelet says so once it is through, and nothing before.
func fetched(message string) (seconds, mib int, ok bool) {
	_, took, bytes, ok := fetch(message)
	return max(int(took.Round(time.Second)/time.Second), 1), int((bytes + 1<<20 - 1) >> 20), ok
}

// Fetched reads out of a kubelet's word that an image was fetched how long that took, without waiting for others, and how large the
// image is: compressed, where containerd is what fetched it.
func Fetched(message string) (took time.Duration, bytes int64, ok bool) {
	took, _, bytes, ok = fetch(message)
	return took, bytes, ok
}

func fetch(message string) (alone, took time.Duration, bytes int64, ok bool) {
	m := pulled.FindStringSubmatch(message)
	if m == nil {
		return 0, 0, 0, false
	}
	var errs [3]error
	alone, errs[0] = time.ParseDuration(m[1])
	took, errs[1] = time.ParseDuration(m[2])
	bytes, errs[2] = strconv.ParseInt(m[3], 10, 64)
	return alone, took, bytes, errs == [3]error{}
}

// ImageIn is the image that a kubelet's message names; empty: none.
func ImageIn(message string) string {
	if m := quoted.FindStringSubmatch(message); m != nil {
		return m[1]
	}
	return ""
}

// failed says why a container could not be started.
func failed(image, message string, secrets []string) (wire.Happening, bool) {
	switch {
	case strings.HasPrefix(message, "Error: ErrImagePull"), strings.HasPrefix(message, "Error: ImagePullBackOff"), message == "Error: InvalidImageName":
		return wire.Happening{}, false // told with the reason already
	case image == "" && unmapped(message):
		return happened(wire.HappenedUnmapped, true, noMapping.Text()), true
	case strings.Contains(message, "run as root"):
		return happened(wire.HappenedOther, true, asRoot.Text()), true
	case image != "" || strings.Contains(message, "image"):
		why := pull(image, message)
		return happened(wire.HappenedNoImage, true, why, "image", image, "why", string(why)), true
	}
	// The end of a chain of the container runtime's own words.
	if _, last, ok := strings.Cut(message, "unable to start container process: "); ok {
		why := clean(strings.TrimSuffix(last, ": unknown"), secrets)
		return happened(wire.HappenedOther, true, noStart.Text(why)), true
	}
	if why := harmless(strings.TrimPrefix(message, "Error: "), secrets); why != "" {
		return happened(wire.HappenedOther, true, noStart.Text(why)), true
	}
	return happened(wire.HappenedOther, true, phrase.Form("it cannot be started").Text()), true
}

// noMapping is said of a service that is kept apart in a user namespace, where the machine cannot do it after all.
const noMapping phrase.Form = "its machine cannot run it in a user namespace: the file system of its image or of its disk takes no idmapped mounts; it is tried again"

// unmapped reports whether a container runtime says that it cannot give a pod its own users.
func unmapped(message string) bool {
	lower := strings.ToLower(message)
	return strings.Contains(lower, "idmap") || strings.Contains(lower, "id-map") || strings.Contains(lower, "does not support user namespaces")
}

// unhealthy says which check failed, and how. What the check's own command wrote is its user's.
func unhealthy(message string, secrets []string) (wire.Happening, bool) {
	kind, why, ok := strings.Cut(message, " probe failed: ")
	if !ok {
		kind, why, ok = strings.Cut(message, " probe errored: ")
	}
	kind = strings.ToLower(kind)
	if !ok || kind != "liveness" && kind != "readiness" && kind != "startup" {
		return happened(wire.HappenedUnhealthy, true, phrase.Form("it failed a check").Text()), true
	}
	why = clean(why, secrets)
	return happened(wire.HappenedUnhealthy, true, phrase.Form("it failed its %s check: %s").Text(kind, why), "probe", kind, "why", why), true
}

// words makes FailedPostStartHook into "failed post start hook". Anything but letters is left out.
func words(reason string) string {
	var b strings.Builder
	for i, r := range reason[:min(len(reason), 40)] {
		switch {
		case r >= 'A' && r <= 'Z':
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteRune(unicode.ToLower(r))
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Told is what was told of a pod's status already.
type Told struct {
	placed       bool
	began, ended string // ids of the containers
	loops        int32  // restarts
}

// OfStatus tells what is new in a pod's status, in its order, with the times that it has.
func OfStatus(p *corev1.Pod, service string, t *Told) []wire.Happening {
	var all []wire.Happening
	add := func(at time.Time, h wire.Happening) {
		if !at.IsZero() {
			h.At, h.Service = at, service
			all = append(all, h)
		}
	}
	for _, c := range p.Status.Conditions {
		if c.Type == corev1.PodScheduled && c.Status == corev1.ConditionTrue && !t.placed {
			t.placed = true
			add(c.LastTransitionTime.Time, happened(wire.HappenedPlaced, false, phrase.Form("a machine was found for it").Text()))
		}
	}
	st := StatusOf(p, service)
	if st == nil {
		return all
	}
	began := func(id string, at time.Time) {
		if id != "" && id != t.began {
			t.began = id
			add(at, happened(wire.HappenedBegan, false, phrase.Form("its process began").Text()))
		}
	}
	for _, e := range []*corev1.ContainerStateTerminated{st.LastTerminationState.Terminated, st.State.Terminated} {
		if e == nil || e.ContainerID == "" || e.ContainerID == t.ended {
			continue
		}
		began(e.ContainerID, e.StartedAt.Time)
		t.ended = e.ContainerID
		if outOfMemory(e) {
			add(e.FinishedAt.Time, happened(wire.HappenedMemory, true, memory.Text()))
			continue
		}
		code := strconv.Itoa(int(e.ExitCode))
		bad := e.ExitCode != 0 && p.DeletionTimestamp == nil
		add(e.FinishedAt.Time, happened(wire.HappenedExited, bad, phrase.Form("its process ended with exit code %s").Text(code), "code", code))
	}
	if r := st.State.Running; r != nil {
		began(st.ContainerID, r.StartedAt.Time)
	}
	if w := st.State.Waiting; w != nil && w.Reason == "CrashLoopBackOff" && st.LastTerminationState.Terminated != nil && st.RestartCount > t.loops {
		seconds := 10.0
		if m := pause.FindStringSubmatch(w.Message); m != nil {
			if d, err := time.ParseDuration(m[1]); err == nil {
				seconds = d.Seconds()
			}
		}
		t.loops = st.RestartCount
		n := strconv.Itoa(int(seconds))
		text := phrase.Form("it ends each time it is started; the next try is in %s seconds").Text(n)
		add(st.LastTerminationState.Terminated.FinishedAt.Time, happened(wire.HappenedCrashLoop, true, text, "pause", n))
	}
	return all
}
