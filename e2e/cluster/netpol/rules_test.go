package netpol

import (
	"flag"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	netv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var update = flag.Bool("update", false, "write the golden file")

func pod(namespace, name, ip string, phase corev1.PodPhase) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name, Labels: map[string]string{"app": name}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Ports: []corev1.ContainerPort{{Name: "http", ContainerPort: 8080}, {Name: "dns", ContainerPort: 5353, Protocol: corev1.ProtocolUDP}}}}},
		Status:     corev1.PodStatus{PodIP: ip, Phase: phase},
	}
}

func labelled(key, value string) *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchLabels: map[string]string{key: value}}
}

// everything has each thing that a policy can say.
func everything() State {
	udp, http, dns, port, end := corev1.ProtocolUDP, intstr.FromString("http"), intstr.FromString("dns"), intstr.FromInt32(80), int32(90)
	host := pod("kube-system", "host", "10.250.0.1", corev1.PodRunning)
	host.Spec.HostNetwork = true
	return State{
		Range: "10.244.0.0/24",
		Namespaces: []*corev1.Namespace{
			{ObjectMeta: metav1.ObjectMeta{Name: "a"}},
			{ObjectMeta: metav1.ObjectMeta{Name: "b", Labels: map[string]string{"team": "b"}}},
		},
		Pods: []*corev1.Pod{
			pod("a", "web", "10.244.0.2", corev1.PodRunning), pod("a", "db", "10.244.0.3", corev1.PodRunning), pod("a", "job", "10.244.0.4", corev1.PodSucceeded),
			pod("b", "web", "10.244.0.5", corev1.PodRunning), pod("b", "db", "10.244.0.6", corev1.PodPending), pod("b", "new", "", corev1.PodPending), host,
		},
		Policies: []*netv1.NetworkPolicy{
			{ObjectMeta: metav1.ObjectMeta{Namespace: "a", Name: "closed"}, Spec: netv1.NetworkPolicySpec{
				PodSelector: *labelled("app", "db"), PolicyTypes: []netv1.PolicyType{netv1.PolicyTypeIngress, netv1.PolicyTypeEgress},
			}},
			{ObjectMeta: metav1.ObjectMeta{Namespace: "a", Name: "db"}, Spec: netv1.NetworkPolicySpec{
				PodSelector: *labelled("app", "db"),
				Ingress: []netv1.NetworkPolicyIngressRule{{
					From:  []netv1.NetworkPolicyPeer{{PodSelector: labelled("app", "web")}, {NamespaceSelector: labelled("team", "b"), PodSelector: labelled("app", "web")}},
					Ports: []netv1.NetworkPolicyPort{{Port: &http}, {Protocol: &udp}},
				}},
			}},
			{ObjectMeta: metav1.ObjectMeta{Namespace: "b", Name: "out"}, Spec: netv1.NetworkPolicySpec{
				PolicyTypes: []netv1.PolicyType{netv1.PolicyTypeEgress},
				Egress: []netv1.NetworkPolicyEgressRule{
					{To: []netv1.NetworkPolicyPeer{
						{IPBlock: &netv1.IPBlock{CIDR: "0.0.0.0/0", Except: []string{"10.96.0.0/16", "10.0.0.0/8", "169.254.0.0/16", "10.0.0.0/8"}}},
						{IPBlock: &netv1.IPBlock{CIDR: "::/0", Except: []string{"fc00::/7"}}},
					}},
					{To: []netv1.NetworkPolicyPeer{{NamespaceSelector: &metav1.LabelSelector{}}}, Ports: []netv1.NetworkPolicyPort{{Port: &port, EndPort: &end}, {Protocol: &udp, Port: &dns}}},
				},
			}},
		},
	}
}

func TestRules(t *testing.T) {
	const golden = "testdata/rules.nft"
	s := everything()
	got := s.Rules()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	rand.Shuffle(len(s.Pods), func(i, j int) { s.Pods[i], s.Pods[j] = s.Pods[j], s.Pods[i] })
	rand.Shuffle(len(s.Policies), func(i, j int) { s.Policies[i], s.Policies[j] = s.Policies[j], s.Policies[i] })
	if again := s.Rules(); again != got {
		t.Errorf("in another order:\n%s\nwant:\n%s", again, got)
	}
}

// TestClosedFromTheStart: with no pod known, none may send.
func TestClosedFromTheStart(t *testing.T) {
	got := State{Range: "10.244.0.0/24"}.Rules()
	if want := "ip saddr 10.244.0.0/24 counter drop"; !strings.Contains(got, want) {
		t.Errorf("want %q in:\n%s", want, got)
	}
}

// TestIsolation: a policy without rules closes, a direction that no policy names stays open.
func TestIsolation(t *testing.T) {
	for _, c := range []struct {
		name    string
		types   []netv1.PolicyType
		egress  []netv1.NetworkPolicyEgressRule
		in, out bool
	}{
		{"no types", nil, nil, true, false},
		{"no types, egress rules", nil, []netv1.NetworkPolicyEgressRule{{}}, true, true},
		{"ingress", []netv1.PolicyType{netv1.PolicyTypeIngress}, nil, true, false},
		{"egress", []netv1.PolicyType{netv1.PolicyTypeEgress}, nil, false, true},
		{"both", []netv1.PolicyType{netv1.PolicyTypeEgress, netv1.PolicyTypeIngress}, nil, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := State{Policies: []*netv1.NetworkPolicy{{ObjectMeta: metav1.ObjectMeta{Namespace: "a"}, Spec: netv1.NetworkPolicySpec{PolicyTypes: c.types, Egress: c.egress}}}}
			in, out := s.pod(pod("a", "web", "10.244.0.2", corev1.PodRunning))
			if (in != nil) != c.in || (out != nil) != c.out {
				t.Errorf("isolated: ingress %t, egress %t, want %t, %t", in != nil, out != nil, c.in, c.out)
			}
		})
	}
}
