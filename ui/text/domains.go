package text

// Words of the user's own domains.
var (
	DomainsTitle   = Text{"Your own domains", "自有域名"}
	DomainsLoading = Text{"Asking the node for your domains", "正在向节点查询域名"}
	DomainsEmpty   = Text{"No domain of yours yet", "还没有自有域名"}
	DomainsEmptyDo = Text{"Have a service answer at a name of your own, such as app.example.org, with a certificate that the node gets for it.", "让服务使用你自己的域名，例如 app.example.org，证书由节点自动申请。"}
	DomainsFull    = Text{"An order has %d domains at most. Remove one to add another.", "一个订单最多 %d 个域名。请先移除一个再添加。"}
	DomainsStale   = Text{"The node does not answer now; this is as it was at %s.", "节点暂时没有响应，以下是 %s 的情况。"}

	DomainAdd     = Text{"Add a domain", "添加域名"}
	DomainAdding  = Text{"Adding and checking", "正在添加并检查"}
	DomainHost    = Text{"Domain", "域名"}
	DomainHostFor = Text{"A name whose DNS records you can change.", "你可以修改其 DNS 记录的域名。"}
	DomainService = Text{"Leads to", "指向服务"}
	DomainReads   = Text{"It is entered as %s.", "将登记为 %s。"}

	DomainMissing = Text{"Enter a name such as app.example.org.", "请输入域名，例如 app.example.org。"}
	DomainDot     = Text{"A domain has a dot in it, such as app.example.org.", "域名中应有点号，例如 app.example.org。"}
	DomainNumber  = Text{"That is an address of a machine, not a name. Enter a name such as app.example.org.", "这是 IP 地址，不是域名。请输入例如 app.example.org 的域名。"}
	DomainPath    = Text{"Leave out everything after the name: a domain leads to a whole service.", "请去掉域名之后的部分：域名对应整个服务。"}
	DomainPort    = Text{"Leave out the port: domains are served at the usual one.", "请去掉端口：域名使用默认端口。"}
	DomainStar    = Text{"Enter each name by itself; * is not taken.", "请逐个输入域名，不支持 *。"}
	DomainLetters = Text{"A name has letters, digits and hyphens between its dots, and no hyphen at an end.", "点号之间只能有字母、数字和连字符，且不能以连字符开头或结尾。"}
	DomainLong    = Text{"That is too long: 253 characters in all, 63 between two dots.", "太长了：总长不超过 253 个字符，点号之间不超过 63 个。"}
	DomainTheirs  = Text{"This name is the node's own. Your service has one of these already.", "这个名称属于节点本身，你的服务已经有一个。"}
	DomainLocal   = Text{"This name is known on one machine or network only. Enter a public one.", "这个名称只在本机或内网有效，请输入公网域名。"}
	DomainHave    = Text{"You have added this one already.", "你已经添加过这个域名。"}

	DomainProof      = Text{"1. Show that it is yours", "1. 证明域名属于你"}
	DomainProofDo    = Text{"Enter this record at your DNS provider. It proves to the node that this order may use the name.", "在你的 DNS 服务商处添加这条记录，向节点证明本订单可以使用该域名。"}
	DomainLeads      = Text{"2. Let it lead here", "2. 让域名指向这里"}
	DomainLeadsDo    = Text{"Enter this record, too: it follows the node wherever it goes.", "再添加这条记录，节点地址变化时会自动跟随。"}
	DomainByAddress  = Text{"For a name such as example.org, which can have no CNAME: by address", "根域名（如 example.org）不能用 CNAME：改用地址记录"}
	DomainSeeOne     = Text{"See the record", "查看记录"}
	DomainLeadsOne   = Text{"Enter this record, too.", "再添加这条记录。"}
	DomainCertTitle  = Text{"3. Certificate", "3. 证书"}
	DomainCertDo     = Text{"The node gets it by itself once both records are right.", "两条记录都正确后，节点会自动申请证书。"}
	DomainCertNow    = Text{"Both records are right. The node is getting the certificate; that takes a minute or so.", "两条记录都正确，节点正在申请证书，大约需要一分钟。"}
	DomainCertUntil  = Text{"Certificate until", "证书有效至"}
	DomainCertRenews = Text{"%s, renewed by itself", "%s，到期前自动续期"}
	DomainRelative   = Text{"If your provider adds the domain by itself, enter only what stands in front of it.", "如果服务商会自动补全域名，只需填写前面的部分。"}
	DomainSlow       = Text{"DNS changes take from a minute to some hours to be seen everywhere.", "DNS 修改生效需要几分钟到几小时。"}
	DomainType       = Text{"Type", "类型"}
	DomainName       = Text{"Name", "名称"}
	DomainValue      = Text{"Value", "值"}
	DomainFound      = Text{"Found now", "目前查到"}
	DomainNothing    = Text{"nothing yet", "还没有查到"}
	DomainRight      = Text{"right", "正确"}
	DomainWrong      = Text{"not yet", "未完成"}
	DomainOther      = Text{"something else", "不是这个值"}
	DomainNotNeeded  = Text{"not needed", "不需要"}
	DomainSee        = Text{"See its records", "查看记录"}
	DomainSays       = Text{"What the node says, in English", "节点的说明（英文）"}
	DomainChecked    = Text{"Checked %s", "%s检查"}
	DomainNext       = Text{"next %s", "下次 %s"}
	DomainCheck      = Text{"Check again", "重新检查"}
	DomainChecking   = Text{"Checking", "正在检查"}
	DomainOpen       = Text{"Open", "打开"}
	DomainRemoveOf   = Text{"Remove: %s", "移除：%s"}
	DomainCheckOf    = Text{"Check again: %s", "重新检查：%s"}
	DomainRemove     = Text{"Remove", "移除"}
	DomainRemoving   = Text{"Removing", "正在移除"}
	DomainRemoveIt   = Text{"Remove %s?", "移除 %s？"}
	DomainRemoveDo   = Text{"The service does not answer at this name any more; at the node's own it goes on. The records at your DNS provider stay: delete them there, so that the name does not lead here.", "服务不再响应这个域名，节点自己的地址照常使用。DNS 服务商处的记录不会自动删除，请自行删除，以免域名仍指向这里。"}
	DomainKeep       = Text{"Keep it", "保留"}
	DomainPrivate    = Text{"%s is private: at this name, too, only you get in. Change that under Access.", "%s 是私有的：通过这个域名也只有你能进入。可在“访问”中更改。"}
)

// DomainStates are how far a domain is.
var DomainStates = map[string]Text{
	"proof":       {"Waiting for the TXT record", "等待 TXT 记录"},
	"address":     {"Does not lead here yet", "尚未指向这里"},
	"certificate": {"Getting the certificate", "正在申请证书"},
	"ready":       {"Ready", "已就绪"},
}
