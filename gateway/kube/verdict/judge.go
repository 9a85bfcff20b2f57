// Package verdict says what a cluster's state means for an order: how far a service is, what an event or a pod's status has
// to tell its user, in plain words that give nothing of the operator's away, and what machines have left. All of it is
// pure: what is judged is given, and nothing is asked.
package verdict

import (
	"regexp"
	"slices"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"berth/gateway/kube/build"
	"berth/gateway/reach"
	"berth/shared/clip"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// NotAnswering is said of a service whose process runs, and which nobody can reach yet.
const NotAnswering phrase.Form = "running, not answering yet"

// Deleted is said of a service that somebody other than the gateway has taken out of the cluster.
const Deleted phrase.Form = "it is not in the cluster any more: somebody has deleted it there; restart it, or deploy again"

// What is said in several places.
const (
	oldOne  phrase.Form = "waiting until the old one has ended: what was bought has no room for both"
	noPlace phrase.Form = "waiting for a place"
	placed  phrase.Form = "placed"
	tooMuch phrase.Form = "it asks for more than the order has: %s"
	noStart phrase.Form = "it cannot be started: %s"
	asRoot  phrase.Form = "its image runs as root, and nothing does here; give it a user of its own"
	again   phrase.Form = "it was ended, and is started again: %v"
	memory  phrase.Form = "it needed more memory than the order has, and was ended"
)

// Of says how far a service is: as far as the replica that is least far.
func Of(d *appsv1.Deployment, pods []*corev1.Pod, ending bool) (wire.Phase, phrase.Text) {
	replicas := Replicas(d)
	slices.SortFunc(pods, func(a, b *corev1.Pod) int { return b.CreationTimestamp.Compare(a.CreationTimestamp.Time) })
	if replicas <= 1 {
		// Of two the older is on its way out.
		var newest *corev1.Pod
		if len(pods) > 0 {
			newest = pods[0]
		}
		return judge(d, newest, ending)
	}
	ranks := []wire.Phase{wire.PhaseFailed, wire.PhaseScheduled, wire.PhasePulling, wire.PhaseStarting, wire.PhaseReady}
	phase, text := wire.PhaseReady, phrase.Form("%d replicas run").Text(replicas)
	for i := range replicas {
		var p *corev1.Pod
		if i < len(pods) {
			p = pods[i]
		}
		if ph, tx := judge(d, p, ending); slices.Index(ranks, ph) < slices.Index(ranks, phase) {
			phase, text = ph, tx
		}
	}
	return phase, text
}

// Replicas is how often a Deployment is to run.
func Replicas(d *appsv1.Deployment) int {
	if d.Spec.Replicas == nil {
		return 1
	}
	return int(*d.Spec.Replicas)
}

// StatusOf is the status of a service's container in a pod; nil: there is none yet.
func StatusOf(p *corev1.Pod, service string) *corev1.ContainerStatus {
	for i := range p.Status.ContainerStatuses {
		if p.Status.ContainerStatuses[i].Name == service {
			return &p.Status.ContainerStatuses[i]
		}
	}
	return nil
}

// judge says how far a service is, from its Deployment and the pod of its present revision, which may be nil. Ending reports
// whether other pods of the order are on their way out.
func judge(d *appsv1.Deployment, p *corev1.Pod, ending bool) (wire.Phase, phrase.Text) {
	if p == nil {
		for _, c := range d.Status.Conditions {
			if c.Type != appsv1.DeploymentReplicaFailure || c.Status != corev1.ConditionTrue {
				continue
			}
			if strings.Contains(c.Message, "exceeded quota") && ending {
				return wire.PhaseScheduled, oldOne.Text()
			}
			return wire.PhaseFailed, forbidden(c.Message, nil)
		}
		if ending && d.Spec.Strategy.Type == appsv1.RecreateDeploymentStrategyType {
			return wire.PhaseScheduled, oldOne.Text()
		}
		return wire.PhaseScheduled, noPlace.Text()
	}
	return judgePod(p, d.Name)
}

// judgePod says how far a service is by its pod.
func judgePod(p *corev1.Pod, service string) (wire.Phase, phrase.Text) {
	if p.Status.Phase == corev1.PodFailed && p.Status.Reason != "" {
		if p.Status.Reason == "Evicted" {
			return wire.PhaseFailed, Evicted(p.Status.Message)
		}
		return wire.PhaseFailed, phrase.Form("it was ended (%s) and is started again: %s").Text(words(p.Status.Reason), clean(p.Status.Message, nil))
	}
	if p.Status.Phase == corev1.PodSucceeded && p.Spec.RestartPolicy == corev1.RestartPolicyAlways {
		// It would have been started anew where it was: only its machine ends it so, and the event says why.
		return wire.PhaseFailed, phrase.Form("its machine ended it; it is started again").Text()
	}
	for _, c := range p.Status.Conditions {
		if c.Type == corev1.PodScheduled && c.Status == corev1.ConditionFalse {
			return wire.PhaseScheduled, homeless(c.Message)
		}
	}
	if phase, text, before := before(p); before {
		return phase, text
	}
	own := StatusOf(p, service)
	if own == nil {
		return wire.PhaseScheduled, placed.Text()
	}
	if phase, text := judgeContainer(*own); phase != wire.PhaseReady {
		return phase, text
	}
	for _, c := range p.Status.ContainerStatuses {
		if phase, text := judgeContainer(c); phase != wire.PhaseReady {
			return phase, phrase.Form("beside it, %s: %v").Text(strings.TrimPrefix(c.Name, build.BesideName("")), text)
		}
	}
	if slices.ContainsFunc(p.Spec.Containers, func(c corev1.Container) bool { return c.Name == service && c.ReadinessProbe == nil }) {
		return wire.PhaseReady, phrase.Form("runs").Text()
	}
	return wire.PhaseReady, phrase.Form("answers on its port").Text()
}

// before says how far what runs before a service is; false: all of that has ended well, or there is nothing of it.
func before(p *corev1.Pod) (phase wire.Phase, text phrase.Text, is bool) {
	for _, c := range p.Status.InitContainerStatuses {
		if t := c.State.Terminated; t != nil && t.ExitCode == 0 {
			continue
		}
		of := func(text phrase.Text) phrase.Text {
			if strings.HasPrefix(c.Name, build.FillName) {
				return phrase.Form("its volumes are filled: %v").Text(text)
			}
			return phrase.Form("before it, %s: %v").Text(strings.TrimPrefix(c.Name, build.InitName("")), text)
		}
		if c.State.Running != nil {
			return wire.PhaseStarting, of(phrase.Form("running").Text()), true
		}
		if c.State.Waiting == nil && c.State.Terminated == nil {
			return wire.PhaseScheduled, placed.Text(), true
		}
		phase, text := judgeContainer(c)
		return phase, of(text), true
	}
	return "", "", false
}

// Begins is the image of the process of a pod that is to begin next; empty: all have begun.
func Begins(p *corev1.Pod) string {
	for _, c := range slices.Concat(p.Status.InitContainerStatuses, p.Status.ContainerStatuses) {
		if c.State.Waiting != nil {
			return c.Image
		}
	}
	return ""
}

// judgeContainer says how far one process is.
func judgeContainer(c corev1.ContainerStatus) (wire.Phase, phrase.Text) {
	switch {
	case c.Ready:
		return wire.PhaseReady, ""
	case c.State.Waiting != nil:
		return waiting(c, c.State.Waiting)
	case c.State.Terminated != nil:
		return wire.PhaseFailed, exitText(c.State.Terminated)
	}
	return wire.PhaseStarting, NotAnswering.Text()
}

// homeless says why a pod has no machine yet.
func homeless(message string) phrase.Text {
	why := lacking(message)
	if why == "" {
		return phrase.Form("waiting for its disk").Text()
	}
	return phrase.Form("no machine of this node has room for it now; it waits: %v").Text(why)
}

// waiting is what a container waits for.
func waiting(c corev1.ContainerStatus, w *corev1.ContainerStateWaiting) (wire.Phase, phrase.Text) {
	switch w.Reason {
	case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError", "RegistryUnavailable":
		return wire.PhaseFailed, pull(c.Image, w.Message)
	case "CrashLoopBackOff":
		if t := c.LastTerminationState.Terminated; t != nil {
			return wire.PhaseFailed, phrase.Form("it ends each time it is started, %d times so far: %v").Text(c.RestartCount+1, exitText(t))
		}
		return wire.PhaseFailed, phrase.Form("it ends each time it is started").Text()
	case "RunContainerError", "CreateContainerError", "CreateContainerConfigError":
		if unmapped(w.Message) {
			return wire.PhaseFailed, noMapping.Text()
		}
		if strings.Contains(w.Message, "run as root") {
			return wire.PhaseFailed, asRoot.Text()
		}
		return wire.PhaseFailed, noStart.Text(clean(w.Message, nil))
	}
	if t := c.LastTerminationState.Terminated; t != nil {
		return wire.PhaseStarting, phrase.Form("starting again; %v").Text(exitText(t))
	}
	return wire.PhasePulling, phrase.Form("getting %s").Text(Clip(c.Image))
}

// pull says why an image cannot be had, in the words of its registry where that is one of the large public ones. The
// runtimes word it differently. Any other registry is a tenant's, who chooses where its name leads and what it answers: told
// apart, what the machine found there would tell the tenant what is to be found in the operator's network.
func pull(image, message string) phrase.Text {
	cannot := phrase.Form("the image %s cannot be had: check its name and tag, and that its registry gives it to anybody, " +
		"or to who asks with the access in the manifest; it is tried again").Text(Clip(image))
	registry, ok := reach.Host(image)
	if !ok || !reach.Large(registry) {
		return cannot
	}
	lower := strings.ToLower(message)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(lower, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("401", "403", "unauthorized", "denied", "authentication required"):
		return phrase.Form("the registry does not give the image %s to this node: it is private, or it does not exist").Text(Clip(image))
	case has("not found", "404", "manifest unknown", "name unknown"):
		return phrase.Form("the image %s is not found in its registry; check its name and tag").Text(Clip(image))
	case has("toomanyrequests", "too many requests", "429"):
		return phrase.Form("the registry asks to wait before it gives the image %s; it is tried again").Text(Clip(image))
	}
	return cannot
}

// forbidden says why a pod may not be made at all.
func forbidden(message string, secrets []string) phrase.Text {
	switch {
	case strings.Contains(message, "exceeded quota"):
		return tooMuch.Text(clean(after(message, "exceeded quota: "), secrets))
	case strings.Contains(message, "PodSecurity"):
		return phrase.Form("it asks for rights that nobody has here: %s").Text(clean(after(message, "violates PodSecurity "), secrets))
	case strings.Contains(message, "maximum "):
		return tooMuch.Text(clean(after(message, "is forbidden: "), secrets))
	}
	return phrase.Form("the cluster refuses it: %s").Text(clean(message, secrets))
}

func after(s, mark string) string {
	if _, rest, ok := strings.Cut(s, mark); ok {
		return rest
	}
	return s
}

// overMost finds how much a pod might have written, in the kubelet's words for that.
var overMost = regexp.MustCompile(`(?:total limit of containers|local ephemeral storage limit|exceeds the limit) "?([0-9]+)Mi\b`)

// overflow is how many MiB a pod might write outside of its volumes, if it had to go since it wrote more; else empty.
func overflow(message string) string {
	if m := overMost.FindStringSubmatch(message); m != nil && !strings.Contains(strings.ToLower(message), "emptydir") {
		return m[1]
	}
	return ""
}

// Evicted says why a pod had to go.
func Evicted(message string) phrase.Text {
	return again.Text(shortage(message))
}

// shortage is why a pod had to go.
func shortage(message string) phrase.Text {
	if n := overflow(message); n != "" {
		return phrase.Form("it wrote more than its %s MiB outside of its volumes").Text(n)
	}
	if m := overMost.FindStringSubmatch(message); m != nil {
		return phrase.Form("it wrote more than the %s MiB of a temporary folder").Text(m[1])
	}
	if strings.Contains(message, "ephemeral") || strings.Contains(strings.ToLower(message), "emptydir") {
		return phrase.Form("it wrote more than it may outside of its volumes").Text()
	}
	if m := lowOn.FindStringSubmatch(message); m != nil {
		return shortOf(m[1])
	}
	return phrase.Form("the machine was short of something").Text()
}

// outOfMemory reports whether a container was ended for its memory. One that ended well was not, though some process in it may
// have been.
func outOfMemory(t *corev1.ContainerStateTerminated) bool {
	return t.Reason == "OOMKilled" && t.ExitCode != 0
}

// exitText says how a container ended, with the last lines that it wrote.
func exitText(t *corev1.ContainerStateTerminated) phrase.Text {
	if outOfMemory(t) {
		return memory.Text()
	}
	s := phrase.Form("it ended with exit code %d").Text(t.ExitCode)
	var lines []string
	for l := range strings.Lines(t.Message) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	if lines = lines[max(0, len(lines)-3):]; len(lines) > 0 {
		s = phrase.Form("%v; its last lines: %s").Text(s, Clip(strings.Join(lines, " | ")))
	}
	return s
}

// Clip cuts a text that others wrote, and takes out what is not text.
func Clip(s string) string {
	return clip.Dots(strings.ToValidUTF8(s, "\uFFFD"), 300)
}
