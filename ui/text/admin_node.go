package text

// Words of a node's entry in the registry, for whoever runs it.
var (
	AdminNodeLead       = Text{"What the registry says of this node. Only the node's own wallet changes it; the gateway sees a change within a few blocks.", "注册合约中关于此节点的信息。只有节点自己的钱包可以修改，网关会在几个区块内看到变化。"}
	AdminNodeTerms      = Text{"Notice and probation are not on chain: each quote promises them. They are set under", "提前通知和免费试用期不在链上，由每份报价承诺。设置入口："}
	AdminNodeTitle      = Text{"On chain now", "当前链上信息"}
	AdminNodeUnseen     = Text{"The chain has not answered yet.", "链尚未响应。"}
	AdminNodeNot        = Text{"Not registered", "未注册"}
	AdminNodeIn         = Text{"Registered", "已注册"}
	AdminNodeDiffers    = Text{"This differs from what the gateway has: %s.", "与网关不一致：%s。"}
	AdminNodeOurs       = Text{"the gateway has %s", "网关为 %s"}
	AdminNodeSince      = Text{"Registered", "注册于"}
	AdminNodeLive       = Text{"Live orders", "进行中的订单"}
	AdminNodeEpoch      = Text{"Epoch of its quotes", "报价纪元"}
	AdminNodeSeen       = Text{"As of", "截至"}
	AdminNodeBlock      = Text{"block %d", "区块 %d"}
	AdminNodeOwnerTitle = Text{"Only the node's wallet changes this", "只有节点钱包可以修改"}
	AdminNodeOwner      = Text{"Log in with %s to register, update or pause the node.", "请用 %s 登录以注册、更新或暂停节点。"}
	AdminNodeChange     = Text{"Change it", "修改"}
	AdminNodeConnect    = Text{"The chain is read through your wallet, and your wallet signs each change.", "通过你的钱包读取链，每项修改由钱包签署。"}
	AdminNodeConnectDo  = Text{"Connect the wallet", "连接钱包"}
)

// entryFields are the fields of a node's entry, by their JSON names.
var entryFields = map[string]Text{
	"operator":    {"Operator key", "操作密钥"},
	"total":       {"Resources promised", "承诺的资源"},
	"minStake":    {"Stake for probation", "试用期质押"},
	"endpoint":    {"Endpoint", "接入地址"},
	"metadataURI": {"Description", "描述"},
	"paused":      {"Paused", "已暂停"},
}

// EntryField is what a field of a node's entry is called.
func (t T) EntryField(name string) string {
	if x, ok := entryFields[name]; ok {
		return t.Say(x)
	}
	return name
}
