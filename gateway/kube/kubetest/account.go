// Package kubetest is for tests: it has a stand-in for the API server and, on a real cluster, gives them a gateway's service account,
// with the rights that role.yaml gives one and confined as confine.yaml says, so that what they show holds for what operators are given.
package kubetest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	authv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	"sigs.k8s.io/yaml"

	"berth/shared/checkout"
)

// Space is the namespace of gateways' service accounts.
const Space = "berth-gateway"

// Files are what an operator applies, by path.
func Files(t testing.TB) []string {
	return []string{checkout.Path(t, "gateway/kube/role.yaml"), checkout.Path(t, "gateway/kube/confine.yaml")}
}

// Documents are those of a file of YAML, as JSON.
func Documents(t *testing.T, file string) (all []json.RawMessage) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for doc := range bytes.SplitSeq(raw, []byte("\n---\n")) {
		j, err := yaml.YAMLToJSONStrict(doc)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, j)
	}
	return all
}

// places are the API's paths of the kinds that the files have.
var places = map[string]string{
	"Namespace":                        "/api/v1/namespaces",
	"ClusterRole":                      "/apis/rbac.authorization.k8s.io/v1/clusterroles",
	"Role":                             "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/roles",
	"ValidatingAdmissionPolicy":        "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies",
	"ValidatingAdmissionPolicyBinding": "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings",
}

// Place is the API's path of a kind that the files have, in a namespace if it is one's.
func Place(t *testing.T, kind, namespace string) string {
	t.Helper()
	place, ok := places[kind]
	if !ok {
		t.Fatalf("it is not known where a %s goes", kind)
	}
	if strings.Contains(place, "%s") {
		place = fmt.Sprintf(place, namespace)
	}
	return place
}

// Install applies the files, as kubectl would.
func Install(t *testing.T, admin kubernetes.Interface) {
	t.Helper()
	force := true
	for _, file := range Files(t) {
		for _, doc := range Documents(t, file) {
			var head struct {
				Kind     string
				Metadata metav1.ObjectMeta
			}
			if err := json.Unmarshal(doc, &head); err != nil {
				t.Fatal(err)
			}
			place := Place(t, head.Kind, head.Metadata.Namespace)
			err := admin.CoreV1().RESTClient().Patch(types.ApplyYAMLPatchType).AbsPath(path.Join(place, head.Metadata.Name)).Body([]byte(doc)).
				VersionedParams(&metav1.PatchOptions{FieldManager: "operator", Force: &force}, metav1.ParameterCodec).Do(t.Context()).Error()
			if err != nil {
				t.Fatalf("%s %s: %v", head.Kind, head.Metadata.Name, err)
			}
		}
	}
}

// Account makes a gateway's service account and gives a kubeconfig for it: path of one, admin's, that may do anything.
// With more roles it has those of the cluster's too. The account is gone after the test; what the files say stays.
func Account(t *testing.T, admin string, roles ...string) (kubeconfig string) {
	t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", admin)
	if err != nil {
		t.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	Install(t, client)
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	named := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{GenerateName: "gateway-"}}
	a, err := client.CoreV1().ServiceAccounts(Space).Create(ctx, named, metav1.CreateOptions{})
	must(err)
	gone := func(err error) {
		if err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(func() {
		gone(client.CoreV1().ServiceAccounts(Space).Delete(context.Background(), a.Name, metav1.DeleteOptions{}))
	})
	who, name := []rbacv1.Subject{{Kind: rbacv1.ServiceAccountKind, Name: a.Name, Namespace: Space}}, metav1.ObjectMeta{GenerateName: a.Name + "-"}
	for _, role := range append([]string{"berth-gateway", "berth-gateway-use"}, roles...) {
		b, err := client.RbacV1().ClusterRoleBindings().Create(ctx, &rbacv1.ClusterRoleBinding{
			ObjectMeta: name, Subjects: who, RoleRef: rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: role},
		}, metav1.CreateOptions{})
		must(err)
		t.Cleanup(func() {
			gone(client.RbacV1().ClusterRoleBindings().Delete(context.Background(), b.Name, metav1.DeleteOptions{}))
		})
	}
	b, err := client.RbacV1().RoleBindings(metav1.NamespaceDefault).Create(ctx, &rbacv1.RoleBinding{
		ObjectMeta: name, Subjects: who, RoleRef: rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: "berth-gateway"},
	}, metav1.CreateOptions{})
	must(err)
	t.Cleanup(func() {
		gone(client.RbacV1().RoleBindings(metav1.NamespaceDefault).Delete(context.Background(), b.Name, metav1.DeleteOptions{}))
	})
	hours := int64(3 * 3600)
	lasting := &authv1.TokenRequest{Spec: authv1.TokenRequestSpec{ExpirationSeconds: &hours}}
	token, err := client.CoreV1().ServiceAccounts(Space).CreateToken(ctx, a.Name, lasting, metav1.CreateOptions{})
	must(err)
	kubeconfig = filepath.Join(t.TempDir(), "kubeconfig")
	must(clientcmd.WriteToFile(clientcmdapi.Config{
		Clusters:       map[string]*clientcmdapi.Cluster{"c": {Server: config.Host, CertificateAuthority: config.CAFile, CertificateAuthorityData: config.CAData}},
		AuthInfos:      map[string]*clientcmdapi.AuthInfo{"gateway": {Token: token.Status.Token}},
		Contexts:       map[string]*clientcmdapi.Context{"c": {Cluster: "c", AuthInfo: "gateway"}},
		CurrentContext: "c",
	}, kubeconfig))
	mine, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	must(err)
	gateway, err := kubernetes.NewForConfig(mine)
	must(err)
	stray := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "berth-unconfined"}}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) { // until the roles hold, and what confines them
		_, err := gateway.CoreV1().Namespaces().Create(ctx, stray, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
		if apierrors.IsInvalid(err) && strings.Contains(err.Error(), "berth-gateway-namespaces") {
			return kubeconfig
		}
		if time.Now().After(end) {
			t.Fatalf("the account is not confined: %v", err)
		}
	}
}
