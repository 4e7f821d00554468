<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CardText</name>
    <message>
        <source>in stock</source>
        <translation>在库</translation>
    </message>
    <message>
        <source>being issued</source>
        <translation>发证中</translation>
    </message>
    <message>
        <source>issued</source>
        <comment>a USBKey, to its holder</comment>
        <translation>已发放</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>已遗失</translation>
    </message>
    <message>
        <source>returned</source>
        <comment>a USBKey, by its holder</comment>
        <translation>已归还</translation>
    </message>
    <message>
        <source>destroyed</source>
        <translation>已销毁</translation>
    </message>
    <message>
        <source>signed by both; the USBKey makes its keys next</source>
        <translation>两人已签署；下一步由 USBKey 生成密钥</translation>
    </message>
    <message>
        <source>its keys are made; the authority certifies them next</source>
        <translation>密钥已生成；下一步由签发机构签发证书</translation>
    </message>
    <message>
        <source>certified; to be written and handed over</source>
        <translation>证书已签发；待写入并交付</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>已交付</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>9A, authentication</source>
        <translation>9A 认证</translation>
    </message>
    <message>
        <source>9C, signature</source>
        <translation>9C 签名</translation>
    </message>
    <message>
        <source>9D, decryption</source>
        <translation>9D 解密</translation>
    </message>
    <message>
        <source>9E, the card itself</source>
        <translation>9E 卡本身</translation>
    </message>
    <message>
        <source>No USBKey in it</source>
        <translation>没有插入 USBKey</translation>
    </message>
    <message>
        <source>A card that cannot be read</source>
        <translation>无法读取的卡</translation>
    </message>
    <message>
        <source>A card without a number</source>
        <translation>没有编号的卡</translation>
    </message>
    <message>
        <source>A new USBKey</source>
        <translation>新的 USBKey</translation>
    </message>
    <message>
        <source>A USBKey of somebody else</source>
        <translation>不属于本院的 USBKey</translation>
    </message>
    <message>
        <source>In stock, ready to be issued</source>
        <translation>在库，可以发证</translation>
    </message>
    <message>
        <source>In stock, and not empty</source>
        <translation>在库，但不是空的</translation>
    </message>
    <message>
        <source>%1&apos;s, not handed over yet</source>
        <translation>%1的 USBKey，尚未交付</translation>
    </message>
    <message>
        <source>%1&apos;s USBKey</source>
        <translation>%1的 USBKey</translation>
    </message>
    <message>
        <source>%1&apos;s, with other certificates</source>
        <translation>%1的 USBKey，证书与台账不符</translation>
    </message>
    <message>
        <source>%1&apos;s, run out</source>
        <translation>%1的 USBKey，已到期</translation>
    </message>
    <message>
        <source>%1&apos;s, PIN blocked</source>
        <translation>%1的 USBKey，PIN 已锁死</translation>
    </message>
    <message>
        <source>%1&apos;s, PIN and PUK blocked</source>
        <translation>%1的 USBKey，PIN 和 PUK 均已锁死</translation>
    </message>
    <message>
        <source>%1&apos;s, suspended</source>
        <translation>%1的 USBKey，已暂停</translation>
    </message>
    <message>
        <source>%1&apos;s, reported lost</source>
        <translation>%1的 USBKey，已报失</translation>
    </message>
    <message>
        <source>Returned by %1</source>
        <translation>%1归还的 USBKey</translation>
    </message>
    <message>
        <source>Destroyed, says the register</source>
        <translation>台账中已销毁</translation>
    </message>
    <message>
        <source>Plug one in.</source>
        <translation>请插入 USBKey。</translation>
    </message>
    <message>
        <source>It has no PIV application: another kind of card, such as an ID or an insurance card. The house cannot use it.</source>
        <translation>它没有 PIV 应用：是别的卡，例如身份证或医保卡，本院不能使用。</translation>
    </message>
    <message>
        <source>It tells no serial number, so the register cannot name it, and the house cannot issue it.</source>
        <translation>它不提供序列号，台账无法记录，本院不能发放。</translation>
    </message>
    <message>
        <source>As its maker delivered it, with the factory&apos;s PIN, PUK and management key. Take it into stock, or issue it at once.</source>
        <translation>出厂状态：PIN、PUK 和管理密钥都是出厂值。可以入库，也可以直接发证。</translation>
    </message>
    <message>
        <source>The register does not know it, and it holds keys, certificates or a PIN of its own. Issuing it would erase them: ask whose it is first.</source>
        <translation>台账中没有它，而它已有密钥、证书或自己的 PIN。发证会清除这些内容：请先问清是谁的。</translation>
    </message>
    <message>
        <source>Nothing is on it. Issue it to somebody.</source>
        <translation>上面没有内容，可以发给持有人。</translation>
    </message>
    <message>
        <source>The register says it is nobody&apos;s, but something is left on it. Wipe it, or erase it when issuing.</source>
        <translation>台账中它不属于任何人，但上面还有内容。请擦除，或在发证时清除。</translation>
    </message>
    <message>
        <source>Two officers ordered it, and its issuing was interrupted. Go on where it stopped, or wipe it.</source>
        <translation>两人已签署发证，但发证中断。请从中断处继续，或擦除。</translation>
    </message>
    <message>
        <source>Its order lapsed before it was handed over. Whatever is on it counts for nothing: wipe it.</source>
        <translation>交付之前发证单已失效，上面的内容一律无效：请擦除。</translation>
    </message>
    <message>
        <source>Handed over, and as the register has it.</source>
        <translation>已交付，与台账一致。</translation>
    </message>
    <message>
        <source>What lies on it is not what was handed over. If a renewal was interrupted, go on with it; else take the USBKey back and ask what happened.</source>
        <translation>上面的内容与交付时不同。若是更新中断，请继续更新；否则请收回并查明原因。</translation>
    </message>
    <message>
        <source>Its certificates have ended: it opens nothing any more. Renew it, or take it back.</source>
        <translation>证书已到期，不能再打开任何业务。请更新或收回。</translation>
    </message>
    <message>
        <source>The PIN was entered wrongly too often. Unlock it: two officers release its PUK, and the holder chooses a new PIN.</source>
        <translation>PIN 输错次数过多。请解锁：两人释放 PUK，由持有人设定新的 PIN。</translation>
    </message>
    <message>
        <source>Nobody can set a new PIN. Take it back, wipe it, and issue it again.</source>
        <translation>已无法重设 PIN。请收回、擦除后重新发证。</translation>
    </message>
    <message>
        <source>Its certificates are on hold. Resume it with a second officer, or take it back.</source>
        <translation>证书已暂停。请与复核人一起恢复，或收回。</translation>
    </message>
    <message>
        <source>Its certificates were revoked when it was reported lost and stay so. Take it back, then wipe it.</source>
        <translation>报失时证书已吊销，不能恢复。请收回，然后擦除。</translation>
    </message>
    <message>
        <source>Its certificates are revoked. Wipe it, and it can be issued again.</source>
        <translation>证书已吊销。擦除后可以重新发放。</translation>
    </message>
    <message>
        <source>It should not exist. Keep it, and ask who noted that it was destroyed.</source>
        <translation>它本不该存在。请扣留，并查明是谁登记了销毁。</translation>
    </message>
    <message>
        <source>Look at the USBKey</source>
        <translation>查看 USBKey</translation>
    </message>
    <message>
        <source>Send the order that both signed</source>
        <translation>提交两人签署的发证单</translation>
    </message>
    <message>
        <source>Erase what is on it</source>
        <translation>清除原有内容</translation>
    </message>
    <message>
        <source>Set management key, PUK and PIN</source>
        <translation>设置管理密钥、PUK 和 PIN</translation>
    </message>
    <message>
        <source>Make its keys and prove them</source>
        <translation>生成密钥并证明持有</translation>
    </message>
    <message>
        <source>Certify them</source>
        <translation>签发证书</translation>
    </message>
    <message>
        <source>Write the certificates and read them back</source>
        <translation>写入证书并读回核对</translation>
    </message>
    <message>
        <source>Prove it with a fresh signature, hand it over</source>
        <translation>用新签名验证并交付</translation>
    </message>
    <message>
        <source>%1: a key</source>
        <comment>%1 is a place on the card</comment>
        <translation>%1：一把密钥</translation>
    </message>
    <message>
        <source>%1: %2, until %3</source>
        <comment>%1 a place on the card, %2 a name, %3 a date</comment>
        <translation>%1：%2，至 %3</translation>
    </message>
    <message numerus="yes">
        <source>PIN: %n tries left</source>
        <translation>
            <numerusform>PIN 还可试 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>PUK: %n tries left</source>
        <translation>
            <numerusform>PUK 还可试 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was ordered, and nothing on the USBKey was changed.</source>
        <translation>尚未下达任务，USBKey 上的内容没有任何改动。</translation>
    </message>
    <message>
        <source>It is ordered, and nothing on the USBKey was changed. The order lapses by itself.</source>
        <translation>任务已下达，USBKey 上的内容没有任何改动。任务到期自动失效。</translation>
    </message>
    <message>
        <source>The USBKey is empty, as its maker delivered it. The order lapses by itself.</source>
        <translation>USBKey 已清空，恢复为出厂状态。任务到期自动失效。</translation>
    </message>
    <message>
        <source>The USBKey has the house&apos;s management key and PUK and the PIN that was chosen, and no keys yet. Go on with it, or wipe it.</source>
        <translation>USBKey 已设置本单位的管理密钥、PUK 和所选的 PIN，尚无密钥。请继续签发，或将其清除。</translation>
    </message>
    <message>
        <source>The USBKey has made its keys; nothing is certified. Go on with it, or wipe it.</source>
        <translation>USBKey 已生成密钥，尚未签发证书。请继续签发，或将其清除。</translation>
    </message>
    <message>
        <source>Its keys are certified, and the certificates are not on it. Go on with it, or wipe it: then they are revoked, as when the order lapses.</source>
        <translation>密钥的证书已签发，但尚未写入。请继续签发，或将其清除：清除后这些证书将被吊销，任务失效时也一样。</translation>
    </message>
    <message>
        <source>The certificates are on it, and it was not handed over. Go on with it, or wipe it: then they are revoked, as when the order lapses.</source>
        <translation>证书已写入，但尚未交付。请继续签发，或将其清除：清除后这些证书将被吊销，任务失效时也一样。</translation>
    </message>
    <message>
        <source>It is handed over.</source>
        <translation>已交付。</translation>
    </message>
    <message>
        <source>This PKCS#11 module shows no token that was set up.</source>
        <translation>此 PKCS#11 模块中没有已初始化的令牌。</translation>
    </message>
    <message>
        <source>Nothing is on it. Take it into stock, or issue it at once; its maker&apos;s PIN is needed for that.</source>
        <translation>其中没有任何内容。可先入库，也可立即发放；发放时需要厂商的出厂 PIN。</translation>
    </message>
    <message>
        <source>The register does not know it, and it holds keys or certificates. Issuing it would erase them: ask whose it is first.</source>
        <translation>台账中没有它，而其中已有密钥或证书。发放会将其清除：请先问清它是谁的。</translation>
    </message>
    <message>
        <source>The PIN was entered wrongly too often. The house has no PUK of it: its maker&apos;s own tool sets a new PIN. Or take it back.</source>
        <translation>PIN 输错次数过多。本单位没有它的 PUK:须用厂商自带的工具重设 PIN，或将其收回。</translation>
    </message>
    <message>
        <source>A PKCS#11 token: its keys are made in it and cannot leave it, as with any USBKey. What PIV cards have and PKCS#11 does not: the house gets no management key and no PUK, so that nobody here can unlock it once its PIN is blocked; and nobody vouches for its keys, since its maker attests nothing.</source>
        <translation>这是 PKCS#11 令牌：与任何 USBKey 一样，密钥在其内部生成且无法导出。PIV 卡具备而 PKCS#11 没有的是：本单位得不到管理密钥和 PUK,PIN 锁死后这里无人能解锁；厂商也不出具密钥证明，没有人为其密钥作证。</translation>
    </message>
    <message>
        <source>It makes none of the kinds of keys that are issued.</source>
        <translation>它不能生成任何可发放类型的密钥。</translation>
    </message>
    <message>
        <source>It makes keys of these kinds: %1.</source>
        <translation>它能生成的密钥类型：%1。</translation>
    </message>
    <message>
        <source>Mechanisms: %1</source>
        <comment>of PKCS#11, by their names</comment>
        <translation>机制：%1</translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation>设置 PIN</translation>
    </message>
    <message>
        <source>The USBKey is empty; its PIN is the one it had. The order lapses by itself.</source>
        <translation>USBKey 已清空,PIN 仍是原来的。发放指令会自行失效。</translation>
    </message>
    <message>
        <source>The USBKey has the PIN that was chosen, and no keys yet. Go on with it, or wipe it.</source>
        <translation>USBKey 已设为所选的 PIN，尚无密钥。可继续发放，或将其清空。</translation>
    </message>
    <message>
        <source>PIN: how many tries are left is not told</source>
        <translation>PIN：令牌未告知剩余次数</translation>
    </message>
    <message>
        <source>A USBKey</source>
        <translation>一个 USBKey</translation>
    </message>
    <message>
        <source>Reading what is on it…</source>
        <translation>正在读取其中的内容…</translation>
    </message>
</context>
<context>
    <name>CtlText</name>
    <message>
        <source>“%1” may certify any name: whoever gets hold of its key can pass for every server there is. --domains D,… limits it to the house&apos;s own; it cannot be limited later.</source>
        <translation>“%1”可以签发任何名称的证书：谁拿到它的密钥，就能冒充任何服务器。用 --domains D,… 可限定为本单位的域名；以后无法再限定。</translation>
    </message>
    <message>
        <source>--cosign NAME --cosign-passphrase-file P adds a signature at this desk (of who signs with a USBKey, --cosign-card-pin-file P); --pending, where a command takes it, leaves it to others at theirs.</source>
        <translation>--cosign NAME --cosign-passphrase-file P 在本机加签（用 USBKey 签名者用 --cosign-card-pin-file P）；支持 --pending 的命令可留给其他人在各自的电脑上签名。</translation>
    </message>
    <message>
        <source>--card-pin-file P gives the PIN of one&apos;s own USBKey, --cosign-card-pin-file P that of who signs too.</source>
        <translation>--card-pin-file P 提供本人 USBKey 的 PIN，--cosign-card-pin-file P 提供共同签名者的 PIN。</translation>
    </message>
    <message>
        <source>hufuctl pending sign %1 gives a signature that is missing, hufuctl pending list says whose.</source>
        <translation>hufuctl pending sign %1 补上缺少的签名，hufuctl pending list 列出还缺谁的签名。</translation>
    </message>
    <message>
        <source>hufuctl outbox list shows it.</source>
        <translation>可用 hufuctl outbox list 查看。</translation>
    </message>
    <message>
        <source>backup of %1 of %2, SHA-256 %3</source>
        <comment>house, time</comment>
        <translation>%1 于 %2 的备份，SHA-256 %3</translation>
    </message>
    <message>
        <source>key: %1 (not exportable: it lies in a token)</source>
        <translation>密钥：%1（不可导出：在令牌中）</translation>
    </message>
    <message>
        <source>key: %1</source>
        <translation>密钥：%1</translation>
    </message>
    <message>
        <source>journal, blobs and vault up to entry %1</source>
        <translation>审计日志、数据块和保管库，截至第 %1 条</translation>
    </message>
    <message>
        <source>%1 of these give it back: %2</source>
        <comment>number, names</comment>
        <translation>以下人员中 %1 位可共同恢复：%2</translation>
    </message>
    <message>
        <source>signed by the authority whose certificate has the SHA-256 %1 (compare it with the house&apos;s)</source>
        <translation>由签发机构签名，其证书的 SHA-256 为 %1（请与本机构的核对）</translation>
    </message>
    <message>
        <source>Every file is what the manifest says.</source>
        <translation>每个文件都与清单一致。</translation>
    </message>
    <message>
        <source>Passphrase, or PIN of the USBKey, of %1</source>
        <translation>%1 的口令或 USBKey 的 PIN</translation>
    </message>
    <message>
        <source>Passphrase of %1</source>
        <translation>%1 的口令</translation>
    </message>
    <message>
        <source>Your own key is in %1, sealed under your passphrase of today. Keep it apart from the backup, and take it anew after a new passphrase.</source>
        <translation>您本人的密钥已存入 %1，以您目前的口令加密。请与备份分开保存，更改口令后请重新导出。</translation>
    </message>
    <message>
        <source>Your own key is in %1, wrapped for your USBKey %2. Keep it apart from the backup, and take it anew with a new USBKey.</source>
        <translation>您本人的密钥已存入 %1，加密给您的 USBKey %2。请与备份分开保存，换用新的 USBKey 后请重新导出。</translation>
    </message>
    <message>
        <source>The house was restored to %1; officers open it with their passphrases of %2.</source>
        <comment>folder, time</comment>
        <translation>机构已恢复到 %1；管理人员用 %2 时的口令打开。</translation>
    </message>
    <message>
        <source>key proven against its certificate: %1</source>
        <translation>密钥与其证书相符：%1</translation>
    </message>
    <message>
        <source>key in a token, not in the backup: %1</source>
        <translation>密钥在令牌中，不在备份里：%1</translation>
    </message>
    <message>
        <source>PIN of %1</source>
        <translation>%1 的 PIN</translation>
    </message>
    <message>
        <source>%1 is ordered; the authority could not make it yet.</source>
        <translation>%1 已下达；签发机构尚未能创建。</translation>
    </message>
    <message>
        <source>%1 is made.</source>
        <comment>a CA</comment>
        <translation>%1 已创建。</translation>
    </message>
    <message>
        <source>Their certificates say that %1 knows who is revoked, which only this computer can ask. For servers on others, set up CAs with --status-url and the address that they reach.</source>
        <translation>其证书写明向 %1 查询吊销情况，只有本机能够查询。若服务器在其他电脑上，请用 --status-url 指定它们可访问的地址来创建 CA。</translation>
    </message>
    <message>
        <source>LABEL</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>SERIAL</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>MANUFACTURER</source>
        <translation>厂商</translation>
    </message>
    <message>
        <source>MODEL</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>The PIN is right and kept for %1.</source>
        <translation>PIN 正确，已为 %1 保存。</translation>
    </message>
    <message>
        <source>vault</source>
        <translation>保管库</translation>
    </message>
    <message>
        <source>token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>ordered</source>
        <translation>已下达</translation>
    </message>
    <message>
        <source>made</source>
        <comment>a CA</comment>
        <translation>已创建</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>TREE</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>ALGORITHM</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>KEY</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>CRL</source>
        <translation>CRL</translation>
    </message>
    <message>
        <source>GOOD UNTIL</source>
        <translation>有效至</translation>
    </message>
    <message>
        <source>%1 of %2 tries left</source>
        <translation>剩余 %1/%2 次</translation>
    </message>
    <message>
        <source>%1 tries left</source>
        <translation>剩余 %1 次</translation>
    </message>
    <message>
        <source>%1, as delivered</source>
        <comment>tries left, or an algorithm</comment>
        <translation>%1，出厂设置</translation>
    </message>
    <message>
        <source>empty</source>
        <comment>a reader</comment>
        <translation>空</translation>
    </message>
    <message>
        <source>issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>kind of a key, where it was made</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>reader</source>
        <translation>读卡器</translation>
    </message>
    <message>
        <source>serial</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>management key</source>
        <translation>管理密钥</translation>
    </message>
    <message>
        <source>made on the card</source>
        <translation>在卡内生成</translation>
    </message>
    <message>
        <source>brought from outside</source>
        <translation>从外部导入</translation>
    </message>
    <message>
        <source>%1: a key without a certificate</source>
        <comment>a slot</comment>
        <translation>%1：有密钥而无证书</translation>
    </message>
    <message>
        <source>number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>none: it tells no serial number</source>
        <translation>无：它不提供序列号</translation>
    </message>
    <message>
        <source>model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>module</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>PKCS#11 does not tell how many tries are left</source>
        <translation>PKCS#11 不提供剩余次数</translation>
    </message>
    <message>
        <source>makes keys</source>
        <translation>可生成密钥</translation>
    </message>
    <message>
        <source>none of those that are issued</source>
        <translation>均非可签发的种类</translation>
    </message>
    <message>
        <source>mechanisms</source>
        <translation>机制</translation>
    </message>
    <message>
        <source>certificate %1: %2</source>
        <comment>name, subject</comment>
        <translation>证书 %1：%2</translation>
    </message>
    <message>
        <source>keys without a certificate</source>
        <translation>有密钥而无证书</translation>
    </message>
    <message>
        <source>TOKEN</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>NUMBER</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>KEYS</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>HOLDER</source>
        <translation>持有人</translation>
    </message>
    <message>
        <source>READER</source>
        <translation>读卡器</translation>
    </message>
    <message>
        <source>VERSION</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>ROLE</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>DAYS</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>DEPARTMENTS</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Certificate role: %1</source>
        <translation>持证角色：%1</translation>
    </message>
    <message>
        <source>USBKEY</source>
        <translation>USBKey</translation>
    </message>
    <message>
        <source>ENDS</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>ENTRY</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>WHAT</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>WHO</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>looking at the USBKey</source>
        <translation>查看 USBKey</translation>
    </message>
    <message>
        <source>ordering</source>
        <translation>下达任务</translation>
    </message>
    <message>
        <source>clearing the USBKey</source>
        <translation>清空 USBKey</translation>
    </message>
    <message>
        <source>setting management key, PUK and PIN</source>
        <translation>设置管理密钥、PUK 和 PIN</translation>
    </message>
    <message>
        <source>making keys on the USBKey</source>
        <translation>在 USBKey 上生成密钥</translation>
    </message>
    <message>
        <source>certifying</source>
        <translation>签发证书</translation>
    </message>
    <message>
        <source>writing and reading back</source>
        <translation>写入并读回</translation>
    </message>
    <message>
        <source>proving and handing over</source>
        <translation>验证并交付</translation>
    </message>
    <message>
        <source>PIN that the token has</source>
        <translation>令牌现有的 PIN</translation>
    </message>
    <message>
        <source>New PIN, chosen by %1</source>
        <translation>新 PIN，由 %1 设定</translation>
    </message>
    <message>
        <source>New PIN, chosen by the holder</source>
        <translation>新 PIN，由持有人设定</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>新 PIN</translation>
    </message>
    <message>
        <source>PIN of the token</source>
        <translation>令牌的 PIN</translation>
    </message>
    <message>
        <source>SCRIPT</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>TITLE</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>the ceremony %1 is open still; --resume goes on, &quot;abort REASON&quot; ends it</source>
        <translation>仪式 %1 仍未结束；--resume 继续，“abort 原因”中止</translation>
    </message>
    <message>
        <source>the ceremony %1 is over; &quot;ceremony show&quot; with its ID and --output writes its minutes</source>
        <translation>仪式 %1 已结束；用其 ID 和 --output 执行 ceremony show 可写出记录</translation>
    </message>
    <message>
        <source> (void)</source>
        <comment>behind a package</comment>
        <translation>（已作废）</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>PLANNED</source>
        <translation>计划于</translation>
    </message>
    <message>
        <source>STEPS</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>PACKAGE</source>
        <translation>备份包</translation>
    </message>
    <message>
        <source>ceremony: %1 %2 of %3</source>
        <comment>kind, id, house</comment>
        <translation>仪式：%1 %2，%3</translation>
    </message>
    <message>
        <source>house: %1</source>
        <comment>a hash</comment>
        <translation>机构：%1</translation>
    </message>
    <message>
        <source>parameters: %1</source>
        <comment>a hash</comment>
        <translation>参数：%1</translation>
    </message>
    <message>
        <source>script: %1 version %2, SHA-256 %3</source>
        <translation>脚本：%1 第 %2 版，SHA-256 %3</translation>
    </message>
    <message>
        <source>authority&apos;s certificate, SHA-256: %1 (compare it with the house&apos;s)</source>
        <translation>签发机构的证书，SHA-256：%1（请与本机构的核对）</translation>
    </message>
    <message>
        <source>SIGNED BY</source>
        <translation>签名人</translation>
    </message>
    <message>
        <source>exception at step %1: %2</source>
        <translation>第 %1 步例外：%2</translation>
    </message>
    <message>
        <source>package: %1, %2 of %3 shares, each opened by its custodian</source>
        <comment>a hash, numbers</comment>
        <translation>备份包：%1，%3 个分量中需 %2 个，均由各保管员打开过</translation>
    </message>
    <message>
        <source>doubtful: %1</source>
        <translation>存疑：%1</translation>
    </message>
    <message>
        <source>The record does not prove what it says.</source>
        <translation>此记录不能证明其所述内容。</translation>
    </message>
    <message>
        <source>Proven: who was there at the beginning and at the end, every step, and by whose signatures.</source>
        <translation>已证明：开始和结束时何人在场、每一步以及由谁签名。</translation>
    </message>
    <message>
        <source>Proven: the ceremony was aborted, by whom and how far it had come. Reason: %1</source>
        <translation>已证明：仪式被中止、由谁中止以及进行到何处。原因：%1</translation>
    </message>
    <message>
        <source>%1, %2, steps done: %3/%4</source>
        <comment>kind, state, numbers</comment>
        <translation>%1，%2，已完成步骤：%3/%4</translation>
    </message>
    <message>
        <source>Aborted; what the authority had encrypted for it is gone.</source>
        <translation>已中止；签发机构为其加密的内容已清除。</translation>
    </message>
    <message>
        <source>Filed by its hash; keep the file with the minutes.</source>
        <translation>已按哈希归档；请将文件与记录一同保存。</translation>
    </message>
    <message>
        <source>EXPIRES</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>CLASS</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>TIER</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>SERVICES</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>%1 of %2 certificates</source>
        <comment>shown, found</comment>
        <translation>%2 张证书中的 %1 张</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>%1 .. %2 (%3 days left)</source>
        <comment>times</comment>
        <translation>%1 .. %2（剩余 %3 天）</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>%1 (inferred)</source>
        <comment>a validation class</comment>
        <translation>%1（推断）</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>发现于</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>问题项</translation>
    </message>
    <message>
        <source>FIGURE</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>COUNT</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>QUERY</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>SEVERITY</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>RULE</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>OBSERVED</source>
        <translation>实际情况</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>PIN of USBKey %1</source>
        <translation>USBKey %1 的 PIN</translation>
    </message>
    <message>
        <source>put the USBKey of %1 into a reader</source>
        <translation>请将 %1 的 USBKey 插入读卡器</translation>
    </message>
    <message>
        <source>this computer&apos;s clock is %1 minutes behind the newest journal entry; new entries carry that entry&apos;s time</source>
        <translation>本机时钟比最新的日志条目慢 %1 分钟；新条目沿用该条目的时间</translation>
    </message>
    <message>
        <source>Joined the emergency %1.</source>
        <translation>已并入紧急事件 %1。</translation>
    </message>
    <message>
        <source>Started the emergency %1; queued for the server.</source>
        <translation>已启动紧急事件 %1；等待发送到服务器。</translation>
    </message>
    <message>
        <source>Started the emergency %1.</source>
        <translation>已启动紧急事件 %1。</translation>
    </message>
    <message>
        <source>open</source>
        <comment>an emergency</comment>
        <translation>进行中</translation>
    </message>
    <message>
        <source>closed</source>
        <comment>an emergency</comment>
        <translation>已结束</translation>
    </message>
    <message>
        <source>LOST</source>
        <translation>失控对象</translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>STARTED</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>TO DO</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>refused</source>
        <comment>a canary</comment>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>LETS IN</source>
        <translation>放行</translation>
    </message>
    <message>
        <source>unproven</source>
        <translation>未证实</translation>
    </message>
    <message>
        <source>Emergency %1: %2 %3</source>
        <comment>id, kind of loss, what was lost</comment>
        <translation>紧急事件 %1：%2 %3</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <comment>time, person</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效</translation>
    </message>
    <message>
        <source>NOT YET IN FORCE</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>%1 certificates, %2 verified, %3 not in force</source>
        <translation>%1 张证书，%2 张已核实，%3 张未生效</translation>
    </message>
    <message>
        <source>has it</source>
        <comment>a server, the newest CRL</comment>
        <translation>已有</translation>
    </message>
    <message>
        <source>HAS NOT</source>
        <comment>a server, the newest CRL</comment>
        <translation>没有</translation>
    </message>
    <message>
        <source>BREAK-GLASS: one officer acted alone; a second security administrator has to review it.</source>
        <translation>应急破例：由一人单独处置；须由另一位安全管理员复核。</translation>
    </message>
    <message>
        <source>done</source>
        <comment>a follow-up</comment>
        <translation>已完成</translation>
    </message>
    <message>
        <source>OPEN</source>
        <comment>a follow-up</comment>
        <translation>未完成</translation>
    </message>
    <message>
        <source>OFFICER: %1</source>
        <comment>a sentence about one</comment>
        <translation>管理人员：%1</translation>
    </message>
    <message>
        <source>PROPOSAL</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>WHY</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>FOUND BY</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Stops: %1 (%2, %3 hosts): %4 certificates</source>
        <comment>service, tier</comment>
        <translation>将停止：%1（%2，%3 台主机）：%4 张证书</translation>
    </message>
    <message>
        <source>Concerns: %1</source>
        <comment>a person</comment>
        <translation>涉及：%1</translation>
    </message>
    <message>
        <source>No canary tries to get in at servers: none is ready, or policy registers no server; see emergency canary.</source>
        <translation>没有探测证书去试探服务器：尚未备好，或策略未登记服务器；参见 emergency canary。</translation>
    </message>
    <message>
        <source>In force: %1 certificates, entry %2, emergency %3.</source>
        <translation>已生效：%1 张证书，第 %2 条，紧急事件 %3。</translation>
    </message>
    <message>
        <source>Requested, NOT YET IN FORCE: %1 certificates, entry %2, emergency %3.</source>
        <translation>已申请，尚未生效：%1 张证书，第 %2 条，紧急事件 %3。</translation>
    </message>
    <message>
        <source>Decided after %1 ms, in force after %2 ms.</source>
        <translation>%1 毫秒后决定，%2 毫秒后生效。</translation>
    </message>
    <message>
        <source>Refused by whoever let the canary in before, after %1 ms.</source>
        <translation>此前放行探测证书者均已拒绝，用时 %1 毫秒。</translation>
    </message>
    <message>
        <source>Verified after %1 ms.</source>
        <translation>%1 毫秒后核实。</translation>
    </message>
    <message>
        <source>NOT VERIFIED.</source>
        <translation>未核实。</translation>
    </message>
    <message>
        <source>Noted, entry %1.</source>
        <translation>已记录，第 %1 条。</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>已吊销</translation>
    </message>
    <message>
        <source>NOT YET</source>
        <comment>revoked</comment>
        <translation>尚未</translation>
    </message>
    <message>
        <source>Noted as asked, entry %1; emergency ask %2 looks whether it is revoked.</source>
        <translation>已记录为已请求，第 %1 条；emergency ask %2 可查看是否已吊销。</translation>
    </message>
    <message>
        <source>Closed, entry %1.</source>
        <translation>已结束，第 %1 条。</translation>
    </message>
    <message>
        <source>Ready until %1: %2</source>
        <comment>time, SHA-256 of a canary</comment>
        <translation>可用至 %1：%2</translation>
    </message>
    <message>
        <source>Waits to be approved: request %1</source>
        <translation>等待批准：申请 %1</translation>
    </message>
    <message>
        <source>None is ready; --service S orders one.</source>
        <translation>尚未备好；用 --service S 申请一张。</translation>
    </message>
    <message>
        <source>Tries at %1</source>
        <comment>a canary, an address</comment>
        <translation>试探 %1</translation>
    </message>
    <message>
        <source>Policy registers no server (relyingEndpoints).</source>
        <translation>策略未登记服务器（relyingEndpoints）。</translation>
    </message>
    <message>
        <source>Installed: CRL%1.</source>
        <comment>numbers, each behind a blank</comment>
        <translation>已安装：CRL%1。</translation>
    </message>
    <message>
        <source>New passphrase of %1</source>
        <translation>%1 的新口令</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>A house was founded in %1, signed by its three administrators.</source>
        <translation>已在 %1 建立机构，由三位管理员签名。</translation>
    </message>
    <message>
        <source>A house was founded in %1. It is in pilot mode: %2 holds every role.</source>
        <translation>已在 %1 建立机构，为单人试用：%2 拥有全部角色。</translation>
    </message>
    <message>
        <source>The passphrase was changed.</source>
        <translation>口令已更改。</translation>
    </message>
    <message>
        <source>The policy is in force since entry %1.</source>
        <translation>策略自第 %1 条起生效。</translation>
    </message>
    <message>
        <source>! %1: a private key lies in this file; it was not kept, the finding is</source>
        <translation>! %1：此文件中有私钥；未保存私钥，已记为问题项</translation>
    </message>
    <message>
        <source>Certificates whose private key lies in a file of its own: %1</source>
        <translation>私钥另存于文件的证书：%1</translation>
    </message>
    <message>
        <source>Read %1, new %2, known %3</source>
        <translation>读取 %1，新增 %2，已有 %3</translation>
    </message>
    <message>
        <source>, queued, not in force yet, %1</source>
        <comment>behind: read, new, known</comment>
        <translation>，待发送、尚未生效 %1</translation>
    </message>
    <message>
        <source>; cancelled, what was complete is kept</source>
        <comment>behind: read, new, known</comment>
        <translation>；已取消，完成的部分已保留</translation>
    </message>
    <message>
        <source>Password of %1</source>
        <translation>%1 的密码</translation>
    </message>
    <message>
        <source>%1 entries chained, %2 certificates digested, %3 commands&apos; signatures checked</source>
        <translation>%1 条记录链接无误，%2 张证书摘要相符，%3 条命令的签名已校验</translation>
    </message>
    <message>
        <source>%1 entries chained, %2 certificates digested</source>
        <translation>%1 条记录链接无误，%2 张证书摘要相符</translation>
    </message>
    <message>
        <source>head %1</source>
        <comment>hash of the newest entry</comment>
        <translation>末条 %1</translation>
    </message>
    <message>
        <source>checkpoint outside the database: entry %1 of %2</source>
        <comment>number, time</comment>
        <translation>数据库外的检查点：第 %1 条，%2</translation>
    </message>
    <message>
        <source>not proven: that nothing was cut off after entry %1; no checkpoint outside the database vouches for the later ones</source>
        <translation>未证明：第 %1 条之后没有被截去；数据库外没有检查点为其后的条目作证</translation>
    </message>
    <message>
        <source>not checked: the commands&apos; signatures (--signatures)</source>
        <translation>未校验：命令的签名（--signatures）</translation>
    </message>
    <message>
        <source>not provable without a witness: that database and checkpoint were not both set back to an earlier copy</source>
        <translation>没有见证者就无法证明：数据库与检查点没有一同被换回旧副本</translation>
    </message>
    <message>
        <source>BROKEN %1 entry %2: %3</source>
        <comment>kind, number, detail</comment>
        <translation>损坏 %1 第 %2 条：%3</translation>
    </message>
    <message>
        <source>BROKEN %1: %2</source>
        <comment>kind, detail</comment>
        <translation>损坏 %1：%2</translation>
    </message>
    <message>
        <source>The journal is intact.</source>
        <translation>审计日志完好。</translation>
    </message>
    <message>
        <source>The journal is BROKEN.</source>
        <translation>审计日志已损坏。</translation>
    </message>
    <message>
        <source>%1 signed commands were written; verify.sh beside them checks each with openssl</source>
        <translation>已写出 %1 条已签名的命令；旁边的 verify.sh 用 openssl 逐条校验</translation>
    </message>
    <message>
        <source>Passphrase of the PKCS#12 file</source>
        <translation>PKCS#12 文件的口令</translation>
    </message>
    <message>
        <source>recovered: %1</source>
        <comment>a file</comment>
        <translation>已恢复：%1</translation>
    </message>
    <message>
        <source>The key of %1 is in escrow; %2 custodians give it back together. The file can be destroyed once a backup of the house is in the safe.</source>
        <translation>%1 的密钥已托管；%2 位密钥保管员可共同恢复。机构的备份存入保险柜后，即可销毁该文件。</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>已生效</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>已拒签</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>lapsed</source>
        <translation>已失效</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <comment>roles</comment>
        <translation>%1（您）</translation>
    </message>
    <message>
        <source>AUTHOR</source>
        <translation>发起人</translation>
    </message>
    <message>
        <source>LAPSES</source>
        <translation>失效时间</translation>
    </message>
    <message>
        <source>WAITS FOR</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>ABOUT</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Signed by all who have to; in force since entry %1.</source>
        <translation>所需签名已齐；自第 %1 条起生效。</translation>
    </message>
    <message>
        <source>Withdrawn; it cannot take effect any more.</source>
        <translation>已撤回；不会再生效。</translation>
    </message>
    <message>
        <source>Declined; it cannot take effect any more.</source>
        <translation>已拒签；不会再生效。</translation>
    </message>
    <message>
        <source>Passphrase of the new person</source>
        <translation>新人员的口令</translation>
    </message>
    <message>
        <source>%1 is registered and may open the house.</source>
        <comment>a person</comment>
        <translation>%1 已登记，可以打开本机构。</translation>
    </message>
    <message>
        <source>%1 was changed.</source>
        <comment>a person</comment>
        <translation>%1 已更改。</translation>
    </message>
    <message>
        <source>%1 may no longer sign nor open the house.</source>
        <comment>a person</comment>
        <translation>%1 不能再签名，也不能再打开本机构。</translation>
    </message>
    <message>
        <source>%1 signs with the USBKey from now on, and opens the house by its PIN.</source>
        <comment>a person</comment>
        <translation>%1 今后用 USBKey 签名，并用其 PIN 打开本机构。</translation>
    </message>
    <message>
        <source>%1 signs with a new key under the new passphrase.</source>
        <comment>a person</comment>
        <translation>%1 今后用新口令下的新密钥签名。</translation>
    </message>
    <message>
        <source>deactivated</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>USBKey out of use</source>
        <translation>USBKey 已停用</translation>
    </message>
    <message>
        <source>passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>DEPARTMENT</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>ROLES</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>SIGNS WITH</source>
        <translation>签名方式</translation>
    </message>
    <message>
        <source>This house is not in pilot mode.</source>
        <translation>本机构不在单人试用中。</translation>
    </message>
    <message>
        <source>CERTIFICATES</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Pilot mode has ended. Nobody decides alone any more.</source>
        <translation>单人试用已结束。今后无人可独自决定。</translation>
    </message>
    <message>
        <source>Passphrase of the key file</source>
        <translation>密钥文件的口令</translation>
    </message>
    <message>
        <source>all %1 custodians are needed to recover the key: it is lost when one of them is</source>
        <translation>恢复密钥需要全部 %1 位密钥保管员：缺一位则密钥永久丢失</translation>
    </message>
    <message>
        <source>%1 holds no share, having no key for it until opening the house once</source>
        <translation>%1 不持有分量：在打开一次本机构之前没有相应的密钥</translation>
    </message>
    <message>
        <source>the key file %1 was written, but belongs to no request: delete it</source>
        <translation>密钥文件 %1 已写出，但不属于任何申请：请删除</translation>
    </message>
    <message>
        <source>SERVICE</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>SUBMITTED</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>needs %1</source>
        <comment>approvals by whom</comment>
        <translation>需要 %1</translation>
    </message>
    <message>
        <source>id: %1</source>
        <translation>ID：%1</translation>
    </message>
    <message>
        <source>state: %1</source>
        <translation>状态：%1</translation>
    </message>
    <message>
        <source>kind: %1</source>
        <translation>类型：%1</translation>
    </message>
    <message>
        <source>service: %1</source>
        <translation>业务：%1</translation>
    </message>
    <message>
        <source>system: %1</source>
        <translation>系统：%1</translation>
    </message>
    <message>
        <source>purpose: %1</source>
        <translation>用途：%1</translation>
    </message>
    <message>
        <source>profile: %1</source>
        <translation>模板：%1</translation>
    </message>
    <message>
        <source>ca: %1</source>
        <translation>CA：%1</translation>
    </message>
    <message>
        <source>subject: %1</source>
        <translation>主体：%1</translation>
    </message>
    <message>
        <source>names: %1</source>
        <translation>名称：%1</translation>
    </message>
    <message>
        <source>public key: %1</source>
        <translation>公钥：%1</translation>
    </message>
    <message>
        <source>days: %1</source>
        <translation>天数：%1</translation>
    </message>
    <message>
        <source>submitted: %1</source>
        <translation>提交：%1</translation>
    </message>
    <message>
        <source>lapses: %1</source>
        <translation>失效：%1</translation>
    </message>
    <message>
        <source>certificate: %1</source>
        <translation>证书：%1</translation>
    </message>
    <message>
        <source>who may approve: %1</source>
        <translation>可批准者：%1</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>who may not: %1 – %2</source>
        <comment>name, why</comment>
        <translation>不可批准者：%1 – %2</translation>
    </message>
    <message>
        <source>would be issued by %1, lapses %2</source>
        <comment>CA, time</comment>
        <translation>将由 %1 签发，%2 失效</translation>
    </message>
    <message>
        <source>no CA</source>
        <translation>无 CA</translation>
    </message>
    <message>
        <source>applicant: %1</source>
        <translation>申请人：%1</translation>
    </message>
    <message>
        <source>differs from the certificate that it replaces: %1</source>
        <translation>与被替换的证书不同：%1</translation>
    </message>
    <message>
        <source>replaces: %1</source>
        <translation>替换：%1</translation>
    </message>
    <message>
        <source>replaces: %1 (not in the inventory)</source>
        <translation>替换：%1（不在台账中）</translation>
    </message>
    <message>
        <source>key in escrow with: %1</source>
        <translation>密钥托管于：%1</translation>
    </message>
    <message>
        <source>key in escrow with: %1 (cannot open it any more)</source>
        <translation>密钥托管于：%1（已无法打开）</translation>
    </message>
    <message>
        <source>%1 by %2 %3</source>
        <comment>verdict, person, time</comment>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>%1 and another %2</source>
        <comment>roles</comment>
        <translation>%1，另需 %2</translation>
    </message>
    <message>
        <source>Service %1 (%2): %3 certificates</source>
        <comment>name, tier</comment>
        <translation>业务 %1（%2）：%3 张证书</translation>
    </message>
    <message>
        <source>Without a service: %1 certificates</source>
        <translation>未关联业务：%1 张证书</translation>
    </message>
    <message>
        <source>CA %1: %2 certificates that it issued fail with it</source>
        <translation>CA %1：它签发的 %2 张证书将随之失效</translation>
    </message>
    <message>
        <source>Left out, of other CAs: %1; only the CA that issued them can revoke them</source>
        <translation>略去其他 CA 的 %1 张；只有签发它们的 CA 能吊销</translation>
    </message>
    <message>
        <source>Left out, roots: %1; take them out of the trust stores instead</source>
        <translation>略去根证书 %1 张；请改为从信任库中移除</translation>
    </message>
    <message>
        <source>Seen in service at %1</source>
        <translation>在用于 %1</translation>
    </message>
    <message>
        <source>Seen in service at %1 more places</source>
        <translation>另有 %1 处在用</translation>
    </message>
    <message>
        <source>Left out, OCSP responders: %1; nobody looks them up (ocsp-nocheck)</source>
        <translation>略去 OCSP 响应者 %1 张；没有人会查询它们（ocsp-nocheck）</translation>
    </message>
    <message>
        <source>Left out, not people of your department: %1</source>
        <translation>略去非本科室人员 %1 张</translation>
    </message>
    <message>
        <source>Left out, nothing to do: %1</source>
        <translation>略去无需处理的 %1 张</translation>
    </message>
    <message>
        <source>To be signed by: %1</source>
        <comment>roles</comment>
        <translation>须由以下人员签名：%1</translation>
    </message>
    <message>
        <source>Resumed: %1 certificates, entry %2.</source>
        <translation>已恢复：%1 张证书，第 %2 条。</translation>
    </message>
    <message>
        <source>Requested: %1 certificates, entry %2. It is not in force yet: no CRL could be signed.</source>
        <translation>已申请：%1 张证书，第 %2 条。尚未生效：未能签署 CRL。</translation>
    </message>
    <message>
        <source>In force: %1 certificates, entry %2, CRL%3.</source>
        <comment>%3: numbers, each behind a blank</comment>
        <translation>已生效：%1 张证书，第 %2 条，CRL%3。</translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <translation>正在监听 %1</translation>
    </message>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%2 条中的 %1 条</translation>
    </message>
    <message>
        <source>This workstation is enrolled at %1. Next: hufuctl %2 --home %3</source>
        <comment>address, command, folder</comment>
        <translation>本工作站已注册到 %1。下一步：hufuctl %2 --home %3</translation>
    </message>
    <message>
        <source>%1 entries, level with the server</source>
        <translation>%1 条，与服务器一致</translation>
    </message>
    <message>
        <source>has signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>has not come yet</source>
        <translation>尚未到场</translation>
    </message>
    <message>
        <source>is to sign</source>
        <translation>待签名</translation>
    </message>
    <message>
        <source>The house is founded. Next: hufuctl sync</source>
        <translation>机构已建立。下一步：hufuctl sync</translation>
    </message>
    <message>
        <source>“%1” is being founded:</source>
        <translation>正在建立“%1”：</translation>
    </message>
    <message>
        <source>queued, not yet in force</source>
        <translation>待发送，尚未生效</translation>
    </message>
    <message>
        <source>QUEUED</source>
        <translation>排队时间</translation>
    </message>
    <message>
        <source>DETAIL</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Withdrawn. Had it been on its way already, it may still come into force.</source>
        <translation>已撤回。如果它已在途中，仍有可能生效。</translation>
    </message>
    <message>
        <source>let in</source>
        <translation>准入</translation>
    </message>
    <message>
        <source>shut out</source>
        <translation>已禁止</translation>
    </message>
    <message>
        <source>relying server</source>
        <translation>依赖方服务器</translation>
    </message>
    <message>
        <source>console</source>
        <translation>控制台</translation>
    </message>
    <message>
        <source>“%1” is no longer let in, since entry %2.</source>
        <translation>自第 %2 条起，“%1”不再准入。</translation>
    </message>
    <message>
        <source>! line %1: %2</source>
        <comment>number, why</comment>
        <translation>! 第 %1 行：%2</translation>
    </message>
    <message>
        <source>New %1, changed %2, unchanged %3</source>
        <translation>新增 %1，更改 %2，未变 %3</translation>
    </message>
    <message>
        <source>; queued, not in force yet: %1</source>
        <comment>behind: new, changed, unchanged</comment>
        <translation>；待发送、尚未生效：%1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>OWNER</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>PATIENT DATA</source>
        <translation>患者数据</translation>
    </message>
    <message>
        <source>HOSTS</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>revoked since %1 (%2)</source>
        <comment>time, reason</comment>
        <translation>自 %1 起吊销（%2）</translation>
    </message>
    <message>
        <source>CRL %1 lists it: %2</source>
        <comment>number, since when</comment>
        <translation>CRL %1 已列入：%2</translation>
    </message>
    <message>
        <source>CRL %1 does not list it</source>
        <translation>CRL %1 未列入</translation>
    </message>
    <message>
        <source>not revoked</source>
        <translation>未吊销</translation>
    </message>
    <message>
        <source>serves another certificate now</source>
        <translation>现已换用另一张证书</translation>
    </message>
    <message>
        <source>still serves it</source>
        <translation>仍在使用它</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>没有应答</translation>
    </message>
    <message>
        <source>proves nothing</source>
        <translation>不能证明什么</translation>
    </message>
    <message>
        <source>In the journal: %1, since %2, %3</source>
        <comment>state, time, reason</comment>
        <translation>审计日志中：%1，自 %2 起，%3</translation>
    </message>
    <message>
        <source>In the journal: %1</source>
        <comment>state</comment>
        <translation>审计日志中：%1</translation>
    </message>
    <message>
        <source>ASKED</source>
        <translation>询问对象</translation>
    </message>
    <message>
        <source>SAID</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>%1 names no CRL and no OCSP responder: nobody can look it up.</source>
        <comment>a certificate</comment>
        <translation>%1 既未写明 CRL 也未写明 OCSP 响应者：无人能查询。</translation>
    </message>
    <message>
        <source>Nothing answers at %1: what the journal says can be seen by nobody there. Run `hufuctl serve` behind that address, or copy the CRL there (`hufuctl ca crl`).</source>
        <translation>%1 没有应答：审计日志所述在那里无人能看到。请在该地址后运行 `hufuctl serve`，或将 CRL 复制到那里（`hufuctl ca crl`）。</translation>
    </message>
    <message>
        <source>Verified, entry %1.</source>
        <translation>已核实，第 %1 条。</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>due</source>
        <comment>a review</comment>
        <translation>待复核</translation>
    </message>
    <message>
        <source>ISSUED</source>
        <translation>签发时间</translation>
    </message>
    <message>
        <source>HOURS</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>REVIEW</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>BY</source>
        <translation>签发人</translation>
    </message>
    <message>
        <source>REASON</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>USBKey %1: reviewed</source>
        <translation>USBKey %1：已复核</translation>
    </message>
    <message>
        <source>unreached</source>
        <comment>a server</comment>
        <translation>连不上</translation>
    </message>
    <message>
        <source>Servers: %1</source>
        <translation>服务器：%1</translation>
    </message>
    <message>
        <source>NAMESAKES: %1</source>
        <translation>同名：%1</translation>
    </message>
    <message>
        <source>The canary stays out: with it, more would have to be signed or confirmed. Servers are not tried.</source>
        <translation>探测证书未一并处理：加上它就需要更多签名或确认。不会试探服务器。</translation>
    </message>
    <message>
        <source>NOT YET IN FORCE: the server cannot be reached. The signed command is in the outbox; `hufuctl outbox export` writes it, with the opening of the emergency where that waits too, as a file for `hufu-server accept`.</source>
        <translation>尚未生效：联系不上服务器。已签名的命令在待发送中；`hufuctl outbox export` 可把它（应急的启动也在待发送时，连同该启动）写成文件，交给 `hufu-server accept`。</translation>
    </message>
    <message>
        <source>This workstation is enrolled anew at %1. What it had, with the evidence and what was queued, is in %2. Next: hufuctl sync --home %3</source>
        <comment>address, folder, folder</comment>
        <translation>本工作站已在 %1 重新登记。原有内容，连同证据和待发送的命令，保存在 %2。下一步：hufuctl sync --home %3</translation>
    </message>
    <message>
        <source>%1: the signed command with all that it needs, for hufu-server accept; openssl cms -verify -inform PEM reads it</source>
        <comment>a file</comment>
        <translation>%1：已签名的命令及其所需的一切，供 hufu-server accept 使用；openssl cms -verify -inform PEM 可读取</translation>
    </message>
    <message>
        <source>%1 pages of the database read, those of indexes too</source>
        <translation>已读取数据库的 %1 页，包括索引页</translation>
    </message>
    <message>
        <source>The journal&apos;s entries hold, but the database is DAMAGED.</source>
        <translation>日志条目完好，但数据库已损坏。</translation>
    </message>
    <message>
        <source>in force at once, although --pending was given: the house is in pilot mode, where a second signature is waived. The journal says so</source>
        <translation>虽给出了 --pending，仍立即生效：本机构处于单人试用，免去第二个签名，日志中已注明</translation>
    </message>
    <message>
        <source>in force at once, although --pending was given: no signature was missing</source>
        <translation>虽给出了 --pending，仍立即生效：并不缺少签名</translation>
    </message>
    <message>
        <source>NOT CHECKED %1: %2</source>
        <comment>rule, why</comment>
        <translation>未检查 %1：%2</translation>
    </message>
</context>
<context>
    <name>EditNote</name>
    <message>
        <source>This is queued, not yet in force. What you sign now takes its place, in the same order; until then the old one stays.</source>
        <translation>它待发送，尚未生效。您现在签署的内容将取代它，顺序不变；在此之前原来的保持不动。</translation>
    </message>
</context>
<context>
    <name>EmergencyReport</name>
    <message>
        <source>Emergency revocation: %1</source>
        <extracomment>title of a document; %1 what was lost</extracomment>
        <translation>紧急吊销：%1</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>丢失或泄露</translation>
    </message>
    <message>
        <source>Reported by</source>
        <translation>报告人</translation>
    </message>
    <message>
        <source>What was reported</source>
        <translation>报告内容</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Taken up by</source>
        <translation>受理人</translation>
    </message>
    <message>
        <source>Emergency number</source>
        <translation>紧急事件编号</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>%1 after the start</source>
        <translation>开始后 %1</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>nothing was revoked or suspended</source>
        <translation>没有吊销或暂停任何证书</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效</translation>
    </message>
    <message>
        <source>NOT YET IN FORCE</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已核实</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>尚未核实</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Signed by %1.</source>
        <translation>签名人：%1。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What relying parties were seen to be told</source>
        <translation>依赖方实际得到的答复</translation>
    </message>
    <message>
        <source>The suspension was lifted.</source>
        <translation>暂停已解除。</translation>
    </message>
    <message>
        <source>Verified on %1 by %2: CRL %3 at %4.</source>
        <translation>%2 于 %1 核实：%4 的第 %3 号 CRL。</translation>
    </message>
    <message>
        <source>OCSP at %1.</source>
        <translation>OCSP：%1。</translation>
    </message>
    <message>
        <source>In force since %1, in CRL %2; not verified.</source>
        <translation>%1 起生效，第 %2 号 CRL；尚未核实。</translation>
    </message>
    <message>
        <source>Requested; NOT YET IN FORCE.</source>
        <translation>已提交；尚未生效。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more; the file beside this report lists all of them.</source>
        <translation>
            <numerusform>另有 %n 张；报告旁边的文件列出了全部。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) revoked or suspended</source>
        <translation>
            <numerusform>已吊销或暂停 %n 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <comment>date, officer, what was done</comment>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>善后</translation>
    </message>
    <message>
        <source>Entry %1 · %2 · %3</source>
        <translation>第 %1 条 · %2 · %3</translation>
    </message>
    <message>
        <source>the authority</source>
        <translation>签发机构</translation>
    </message>
    <message>
        <source>%1, certificate of %2</source>
        <translation>%1，证书由 %2 签发</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签名人</translation>
    </message>
    <message>
        <source>Signed command, SHA-256</source>
        <translation>签名命令的 SHA-256</translation>
    </message>
    <message>
        <source>Hash of the entry</source>
        <translation>条目的散列值</translation>
    </message>
    <message>
        <source>The authority&apos;s checkpoint at entry %1, signed %2, vouches for all of them.</source>
        <translation>签发机构在第 %1 条处、于 %2 签署的检查点为以上全部条目作证。</translation>
    </message>
    <message>
        <source>No checkpoint vouches for them yet.</source>
        <translation>尚无检查点为其作证。</translation>
    </message>
    <message>
        <source>The house is known by the hash of its founding entry, %1. “hufuctl journal export --commands” writes the signed commands with a script that checks them with OpenSSL alone; “hufuctl journal verify --signatures” proves the chain.</source>
        <translation>本机构以其创建条目的散列值 %1 为标识。“hufuctl journal export --commands”导出签名命令及只用 OpenSSL 校验它们的脚本；“hufuctl journal verify --signatures”证明整条链。</translation>
    </message>
    <message>
        <source>Signatures in the journal</source>
        <translation>审计日志中的签名</translation>
    </message>
    <message>
        <source>Made on %1 from the journal of the house.</source>
        <translation>%1 根据本机构的审计日志生成。</translation>
    </message>
    <message>
        <source>One officer acted alone, and nobody has reviewed that yet.</source>
        <translation>有一名管理员单独采取了行动，尚无人复核。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Way in</source>
        <translation>进入方式</translation>
    </message>
    <message>
        <source>What it met</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>%1, %2 after the start; %3</source>
        <extracomment>since when a server refuses; how long after the start of the emergency; what it said, technical</extracomment>
        <translation>%1，开始后 %2；%3</translation>
    </message>
    <message>
        <source>A canary, a certificate revoked by the same command, tried to get in as a thief would. Seen by %1 on %2.</source>
        <translation>探测证书与被吊销的证书由同一条命令吊销，并像窃贼一样尝试进入。由 %1 于 %2 观察到。</translation>
    </message>
    <message>
        <source>Servers that ask for client certificates</source>
        <translation>要求客户端证书的服务器</translation>
    </message>
    <message>
        <source>checks with the new CRL since %1</source>
        <translation>自 %1 起已按新 CRL 检查</translation>
    </message>
    <message>
        <source>DOES NOT CHECK WITH THE NEW CRL YET</source>
        <translation>尚未按新 CRL 检查</translation>
    </message>
    <message>
        <source>What relying servers report</source>
        <translation>依赖方服务器的报告</translation>
    </message>
    <message>
        <source>Nothing was revoked or suspended.</source>
        <translation>尚未吊销或暂停任何证书。</translation>
    </message>
    <message>
        <source>A server still lets it in.</source>
        <translation>仍有服务器放行。</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) do not check with the new CRL yet.</source>
        <translation>
            <numerusform>%n 台服务器尚未按新的 CRL 检查。</numerusform>
        </translation>
    </message>
    <message>
        <source>In force %1 after the decision; not verified.</source>
        <translation>决定后 %1 生效；尚未核实。</translation>
    </message>
    <message>
        <source>Stopped and proven: in force %1 after the decision, verified %2 after it.</source>
        <translation>已制止并核实：决定后 %1 生效，决定后 %2 核实。</translation>
    </message>
    <message>
        <source>Servers that had let a canary in refused it: %1.</source>
        <translation>曾放行探测证书的服务器已拒绝它：%1。</translation>
    </message>
    <message>
        <source>Servers were tried with a canary, and do not prove it: %1.</source>
        <translation>已用探测证书试探服务器，但未能证实：%1。</translation>
    </message>
</context>
<context>
    <name>EmergencyText</name>
    <message>
        <source>A person, by name or staff number</source>
        <translation>人员（姓名或工号）</translation>
    </message>
    <message>
        <source>A USBKey, by its number</source>
        <translation>USBKey（编号）</translation>
    </message>
    <message>
        <source>A computer or device, by its name</source>
        <translation>计算机或设备（名称）</translation>
    </message>
    <message>
        <source>A key, by its fingerprint or that of a certificate</source>
        <translation>密钥（密钥指纹或证书指纹）</translation>
    </message>
    <message>
        <source>Everything of an issuer</source>
        <translation>某个签发者的全部证书</translation>
    </message>
    <message>
        <source>Everybody with a certificate role</source>
        <translation>某个持证角色的所有人</translation>
    </message>
    <message>
        <source>A whole department</source>
        <translation>整个科室</translation>
    </message>
    <message>
        <source>Whatever a query finds</source>
        <translation>查询找到的全部</translation>
    </message>
    <message>
        <source>everything of %1</source>
        <comment>a person</comment>
        <translation>%1 的全部证书</translation>
    </message>
    <message>
        <source>USBKey %1</source>
        <translation>USBKey %1</translation>
    </message>
    <message>
        <source>the computer or device %1</source>
        <translation>计算机或设备 %1</translation>
    </message>
    <message>
        <source>the key %1</source>
        <translation>密钥 %1</translation>
    </message>
    <message>
        <source>everything that “%1” issued</source>
        <translation>“%1”签发的全部证书</translation>
    </message>
    <message>
        <source>everybody with the certificate role “%1”</source>
        <translation>持证角色“%1”的所有人</translation>
    </message>
    <message>
        <source>the department “%1”</source>
        <translation>科室“%1”</translation>
    </message>
    <message>
        <source>what the query “%1” finds</source>
        <translation>查询“%1”找到的证书</translation>
    </message>
    <message>
        <source>not known yet</source>
        <comment>severity</comment>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>minor</source>
        <comment>severity</comment>
        <translation>一般</translation>
    </message>
    <message>
        <source>major</source>
        <comment>severity</comment>
        <translation>较大</translation>
    </message>
    <message>
        <source>critical</source>
        <comment>severity</comment>
        <translation>重大</translation>
    </message>
    <message>
        <source>how it came about</source>
        <translation>事情经过</translation>
    </message>
    <message>
        <source>who was told</source>
        <translation>通知情况</translation>
    </message>
    <message>
        <source>replacements</source>
        <translation>补发</translation>
    </message>
    <message>
        <source>what becomes of the suspended ones</source>
        <translation>暂停证书的处理</translation>
    </message>
    <message>
        <source>review of what one officer did alone</source>
        <translation>对单人操作的复核</translation>
    </message>
    <message>
        <source>Write down how it came about.</source>
        <translation>写明事情经过。</translation>
    </message>
    <message>
        <source>Tell the departments and people concerned.</source>
        <translation>通知有关科室和人员。</translation>
    </message>
    <message>
        <source>See to it that whoever needs a new certificate has one.</source>
        <translation>确保需要新证书的人都已拿到。</translation>
    </message>
    <message>
        <source>Decide on what is suspended: revoke it, or lift it with a second officer.</source>
        <translation>对暂停的证书作出决定：吊销，或与复核人共同解除。</translation>
    </message>
    <message>
        <source>A second security administrator looks at what one did alone, and signs for it.</source>
        <translation>由另一名安全管理员查看单人操作的内容并签字。</translation>
    </message>
    <message>
        <source>a new handshake</source>
        <translation>新的握手</translation>
    </message>
    <message>
        <source>a session saved before</source>
        <translation>此前保存的会话</translation>
    </message>
    <message>
        <source>a connection left open</source>
        <translation>一直开着的连接</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>STILL LETS IN</source>
        <translation>仍然放行</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>The server does not know the new CRL: look at crl-follow there, or copy the CRL by hand and reload the server. Until then block the person or computer in the network or the application.</source>
        <translation>该服务器还不知道新的 CRL：请查看那里的 crl-follow，或手工复制 CRL 并重新加载服务器。在此之前，请在网络或应用中封锁该人员或计算机。</translation>
    </message>
    <message>
        <source>The server resumes sessions from before: restart it (a reload is not enough), and turn session tickets off where it happens again.</source>
        <translation>该服务器会恢复此前的会话：请重启它（重新加载不够），若再次发生请关闭会话票据。</translation>
    </message>
    <message>
        <source>The server keeps connections from before: restart it, or end the connections of this client.</source>
        <translation>该服务器保留着此前的连接：请重启它，或断开该客户端的连接。</translation>
    </message>
    <message>
        <source>certificates of other CAs</source>
        <translation>其他 CA 的证书</translation>
    </message>
    <message>
        <source>See to it that the other CAs revoke what they were asked to; it is done when their CRL or OCSP says so.</source>
        <translation>督促其他 CA 吊销已请求的证书；其 CRL 或 OCSP 显示已吊销时才算完成。</translation>
    </message>
    <message>
        <source>With the ACME account or with the key itself, at once: certbot revoke --cert-path CERTIFICATE --reason keycompromise</source>
        <translation>用 ACME 账户或私钥本身即可立即吊销：certbot revoke --cert-path CERTIFICATE --reason keycompromise</translation>
    </message>
    <message>
        <source>In the account, or with the ACME client that ordered it: revoke, reason key compromise.</source>
        <translation>在其账户中，或用当初申请的 ACME 客户端：吊销，原因为密钥泄露。</translation>
    </message>
    <message>
        <source>In CertCentral: Certificates, Orders, the order, “Revoke certificate”; or a certificate problem report to revoke@digicert.com.</source>
        <translation>在 CertCentral 中：Certificates → Orders → 该订单 → “Revoke certificate”；或向 revoke@digicert.com 发送证书问题报告。</translation>
    </message>
    <message>
        <source>In the GlobalSign account: the order, “Revoke”; or a report to report-abuse@globalsign.com.</source>
        <translation>在 GlobalSign 账户中：该订单 → “Revoke”；或向 report-abuse@globalsign.com 报告。</translation>
    </message>
    <message>
        <source>In the account or in the revocation portal at secure.sectigo.com; or a report to sslabuse@sectigo.com.</source>
        <translation>在其账户或 secure.sectigo.com 的吊销入口中；或向 sslabuse@sectigo.com 报告。</translation>
    </message>
    <message>
        <source>In the account with which it was ordered: find it by its serial number and choose “revoke”, reason key compromise. Without an account: a certificate problem report to the address in the CA&apos;s certification practice statement.</source>
        <translation>在当初申请时的账户中：按序列号找到它，选择“吊销”，原因为密钥泄露。没有账户时：按该 CA 电子认证业务规则（CPS）中的地址发送证书问题报告。</translation>
    </message>
    <message>
        <source>Send the text below with it; call as well, and write down with whom you spoke.</source>
        <translation>附上下面的文字；同时打电话，并记下与谁通话。</translation>
    </message>
    <message>
        <source>A publicly trusted CA has to revoke within 24 hours (Baseline Requirements 4.9.1.1).</source>
        <extracomment>CA/Browser Forum Baseline Requirements §4.9.1.1</extracomment>
        <translation>公共信任的 CA 必须在 24 小时内吊销（Baseline Requirements 4.9.1.1）。</translation>
    </message>
    <message>
        <source>Note here that it was asked. It counts as revoked when the CA&apos;s own CRL or OCSP says so.</source>
        <translation>在此记下已提出请求。该 CA 自己的 CRL 或 OCSP 显示已吊销时才算吊销。</translation>
    </message>
    <message>
        <source>These are your own certificates. What you sign here does not depend on them: you can go on. If your USBKey or passphrase is in strange hands as well, have colleagues renew your key on the People page.</source>
        <translation>这些是您自己的证书。您在此处的签名不依赖它们，可以继续操作。若您的 USBKey 或口令也落入他人之手，请同事在“人员”页为您更换密钥。</translation>
    </message>
    <message>
        <source>%1 is an officer here, and what officers sign does not depend on these certificates. If the USBKey or passphrase is in strange hands as well, renew the officer&apos;s key or deactivate the officer on the People page.</source>
        <translation>%1 是本系统的管理人员，其签名不依赖这些证书。若其 USBKey 或口令也落入他人之手，请在“人员”页为其更换密钥，或停用该人员。</translation>
    </message>
    <message>
        <source>Nobody else has this role: %1. It cannot be taken away before somebody else has it; until then the key can be renewed.</source>
        <comment>roles</comment>
        <translation>没有其他人担任此角色：%1。在另有人担任之前不能取消；在此之前可以更换密钥。</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s. The times and durations here are the server&apos;s.</source>
        <translation>本机时钟比服务器慢 %1。此处的时间和时长均以服务器为准。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s. The times and durations here are the server&apos;s.</source>
        <translation>本机时钟比服务器快 %1。此处的时间和时长均以服务器为准。</translation>
    </message>
    <message>
        <source>one without staff number and department</source>
        <translation>一人无工号、无科室</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people are called %1: %2. Nothing is chosen: ask the caller for the staff number or the department, and say the number in place of the name, or tick what is theirs.</source>
        <extracomment>number of people, a name, their staff numbers and departments</extracomment>
        <translation>
            <numerusform>有 %n 人都叫“%1”：%2。未预选任何证书：请向来电人问清工号或科室，用工号代替姓名，或勾选属于本人的证书。</numerusform>
        </translation>
    </message>
    <message>
        <source>let in before, not reached since</source>
        <translation>此前放行，之后无法连接</translation>
    </message>
    <message numerus="yes">
        <source>%n way(s) in still open</source>
        <translation>
            <numerusform>%n 种进入方式仍放行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n way(s) in refused</source>
        <translation>
            <numerusform>%n 种进入方式已拒绝</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unproven</source>
        <comment>ways in</comment>
        <translation>
            <numerusform>%n 种未证实</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>between parts of a list</extracomment>
        <translation>，</translation>
    </message>
    <message>
        <source>name, or better the staff number</source>
        <translation>姓名，最好是工号</translation>
    </message>
    <message>
        <source>number of the USBKey</source>
        <translation>USBKey 编号</translation>
    </message>
    <message>
        <source>host name, or the device&apos;s name in its certificate</source>
        <translation>主机名，或设备证书中的名称</translation>
    </message>
    <message>
        <source>SHA-256 of the key or of a certificate</source>
        <translation>密钥或证书的 SHA-256</translation>
    </message>
    <message>
        <source>name of the CA</source>
        <translation>CA 名称</translation>
    </message>
    <message>
        <source>name of the certificate role</source>
        <translation>持证角色名称</translation>
    </message>
    <message>
        <source>name of the department</source>
        <translation>科室名称</translation>
    </message>
    <message>
        <source>as in the inventory: name ~ his and tier = core</source>
        <translation>与证书台账相同：name ~ his and tier = core</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>A value given is not valid.</source>
        <translation>给出的值无效。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有做任何更改。</translation>
    </message>
    <message>
        <source>Correct the value and try again.</source>
        <translation>请更正后重试。</translation>
    </message>
    <message>
        <source>The data does not follow its format.</source>
        <translation>数据不符合其格式。</translation>
    </message>
    <message>
        <source>It is damaged, cut off, or something else than it is taken for.</source>
        <translation>它可能已损坏、被截断，或并非所认定的内容。</translation>
    </message>
    <message>
        <source>Obtain it again from its source; the technical details say where reading stopped.</source>
        <translation>请从来源处重新获取；技术详情中说明了读取在何处停止。</translation>
    </message>
    <message>
        <source>The data is larger than is read here.</source>
        <translation>数据超出了可读取的大小。</translation>
    </message>
    <message>
        <source>Sizes are limited so that a hostile file cannot stop the program.</source>
        <translation>限制大小是为了防止恶意文件使程序停止工作。</translation>
    </message>
    <message>
        <source>Split it into smaller parts.</source>
        <translation>请将其拆分为较小的部分。</translation>
    </message>
    <message>
        <source>This kind of data is not supported by this version.</source>
        <translation>此版本不支持这种数据。</translation>
    </message>
    <message>
        <source>It is well-formed, but nothing was read from it.</source>
        <translation>其格式正确，但没有读取任何内容。</translation>
    </message>
    <message>
        <source>Convert it to another form, such as PEM, or update the program.</source>
        <translation>请转换为其他形式（例如 PEM），或更新本程序。</translation>
    </message>
    <message>
        <source>Nothing usable was found.</source>
        <translation>未找到可用的内容。</translation>
    </message>
    <message>
        <source>The source was read, but it holds nothing of what was looked for.</source>
        <translation>来源已读取，但其中没有所要查找的内容。</translation>
    </message>
    <message>
        <source>Check that the right file, folder or address was given.</source>
        <translation>请确认所给的文件、文件夹或地址正确。</translation>
    </message>
    <message>
        <source>A passphrase is needed.</source>
        <translation>需要口令。</translation>
    </message>
    <message>
        <source>The content is encrypted and stays unread without it.</source>
        <translation>内容已加密，没有口令就无法读取。</translation>
    </message>
    <message>
        <source>Enter the passphrase and try again.</source>
        <translation>请输入口令后重试。</translation>
    </message>
    <message>
        <source>The passphrase is wrong.</source>
        <translation>口令错误。</translation>
    </message>
    <message>
        <source>Check keyboard layout and Caps Lock, then try again.</source>
        <translation>请检查键盘布局和大写锁定后重试。</translation>
    </message>
    <message>
        <source>The passphrase is too weak.</source>
        <translation>口令强度不足。</translation>
    </message>
    <message>
        <source>Whoever steals the files could guess it.</source>
        <translation>窃得文件的人可能会猜出它。</translation>
    </message>
    <message>
        <source>Choose a longer one; several unrelated words are strong and easy to keep in mind.</source>
        <translation>请使用更长的口令；几个互不相关的词既强又好记。</translation>
    </message>
    <message>
        <source>It does not exist.</source>
        <translation>不存在。</translation>
    </message>
    <message>
        <source>It was moved, removed, or its name is written differently.</source>
        <translation>它可能已被移动、删除，或名称写法不同。</translation>
    </message>
    <message>
        <source>Check the name and try again.</source>
        <translation>请核对名称后重试。</translation>
    </message>
    <message>
        <source>It exists already.</source>
        <translation>已存在。</translation>
    </message>
    <message>
        <source>It was left as it is; nothing was overwritten.</source>
        <translation>原有内容保持不变，没有覆盖任何东西。</translation>
    </message>
    <message>
        <source>Choose another name or place.</source>
        <translation>请选择其他名称或位置。</translation>
    </message>
    <message>
        <source>Access was denied by the operating system.</source>
        <translation>操作系统拒绝了访问。</translation>
    </message>
    <message>
        <source>This user account may not read or write it.</source>
        <translation>当前用户帐户无权读取或写入。</translation>
    </message>
    <message>
        <source>Have the permissions changed, or work under an account that has them.</source>
        <translation>请调整权限，或使用有权限的帐户。</translation>
    </message>
    <message>
        <source>It can be read but not written.</source>
        <translation>只能读取，不能写入。</translation>
    </message>
    <message>
        <source>Make the folder or medium writable, or choose another place.</source>
        <translation>请使文件夹或介质可写，或选择其他位置。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>The step was taken back completely; what was stored before is intact.</source>
        <translation>此步骤已完全撤回，之前保存的内容完好无损。</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>请腾出空间后重试。</translation>
    </message>
    <message>
        <source>Reading or writing failed.</source>
        <translation>读写失败。</translation>
    </message>
    <message>
        <source>The disk, the network share or the medium did not do what it was asked to.</source>
        <translation>磁盘、网络共享或介质未能完成操作。</translation>
    </message>
    <message>
        <source>Check the device and try again; if it happens again, take a backup soon.</source>
        <translation>请检查设备后重试；如再次发生，请尽快备份。</translation>
    </message>
    <message>
        <source>Another program is using it.</source>
        <translation>另一个程序正在使用它。</translation>
    </message>
    <message>
        <source>Wait until the other program is done, then try again.</source>
        <translation>请等待该程序完成后重试。</translation>
    </message>
    <message>
        <source>There is no Hufu house at this place.</source>
        <translation>此处没有虎符的数据目录。</translation>
    </message>
    <message>
        <source>The folder holds no Hufu database.</source>
        <translation>该文件夹中没有虎符数据库。</translation>
    </message>
    <message>
        <source>Choose the right folder, or found a new house.</source>
        <translation>请选择正确的文件夹，或新建一个机构。</translation>
    </message>
    <message>
        <source>It was written by a newer version of Hufu.</source>
        <translation>它由更新版本的虎符写入。</translation>
    </message>
    <message>
        <source>This version does not open it, so that nothing gets lost.</source>
        <translation>为避免丢失内容，此版本不会打开它。</translation>
    </message>
    <message>
        <source>Update this program.</source>
        <translation>请更新本程序。</translation>
    </message>
    <message>
        <source>The SQLCipher library on this computer is too old.</source>
        <translation>此计算机上的 SQLCipher 库过旧。</translation>
    </message>
    <message>
        <source>Older versions cannot verify that the database is intact.</source>
        <translation>旧版本无法校验数据库是否完好。</translation>
    </message>
    <message>
        <source>Install SQLCipher 4.6 or newer.</source>
        <translation>请安装 SQLCipher 4.6 或更高版本。</translation>
    </message>
    <message>
        <source>The journal has been tampered with or damaged.</source>
        <translation>审计日志被篡改或已损坏。</translation>
    </message>
    <message>
        <source>An entry does not fit the one before it, so the history can no longer be trusted from there on.</source>
        <translation>某条记录与前一条不相符，自该处起历史记录不再可信。</translation>
    </message>
    <message>
        <source>Keep the files as they are, tell the audit administrator, and verify a backup.</source>
        <translation>请保持文件原样，通知审计管理员，并校验一份备份。</translation>
    </message>
    <message>
        <source>The journal does not agree with its checkpoint.</source>
        <translation>审计日志与检查点不一致。</translation>
    </message>
    <message>
        <source>Entries that were once signed are missing or changed; perhaps an old copy was put back.</source>
        <translation>曾经签过名的记录缺失或被更改；可能有人放回了旧副本。</translation>
    </message>
    <message>
        <source>Keep the files as they are, tell the audit administrator, and compare with another copy.</source>
        <translation>请保持文件原样，通知审计管理员，并与其他副本比对。</translation>
    </message>
    <message>
        <source>The database is damaged.</source>
        <translation>数据库已损坏。</translation>
    </message>
    <message>
        <source>Pages fail their integrity check; what they held may be wrong.</source>
        <translation>部分页面未通过完整性校验，其内容可能有误。</translation>
    </message>
    <message>
        <source>Restore the latest backup, and have the disk checked.</source>
        <translation>请恢复最近的备份，并检查磁盘。</translation>
    </message>
    <message>
        <source>The signature is not valid.</source>
        <translation>签名无效。</translation>
    </message>
    <message>
        <source>The content was changed after signing, or another key signed it. It was not accepted.</source>
        <translation>内容在签名后被更改，或由其他密钥签名，因此未被接受。</translation>
    </message>
    <message>
        <source>Do it again; if it happens again, tell the audit administrator.</source>
        <translation>请重新操作；如再次发生，请通知审计管理员。</translation>
    </message>
    <message>
        <source>The signer is not known here.</source>
        <translation>签名人未在此登记。</translation>
    </message>
    <message>
        <source>Only people registered in this house can give commands.</source>
        <translation>只有在本机构登记的人员才能发出命令。</translation>
    </message>
    <message>
        <source>Have the person registered, or sign with a registered key.</source>
        <translation>请先登记此人，或使用已登记的密钥签名。</translation>
    </message>
    <message>
        <source>The signer&apos;s registration is not active.</source>
        <translation>签名人的登记未处于有效状态。</translation>
    </message>
    <message>
        <source>It was suspended, has ended, or has not begun.</source>
        <translation>登记已暂停、已结束或尚未开始。</translation>
    </message>
    <message>
        <source>Have the security administrator look at the registration.</source>
        <translation>请安全管理员检查该登记。</translation>
    </message>
    <message>
        <source>This belongs to another house.</source>
        <translation>这属于另一个机构。</translation>
    </message>
    <message>
        <source>A command is good for one house only. It was not carried out.</source>
        <translation>一条命令只对一个机构有效，此命令未执行。</translation>
    </message>
    <message>
        <source>Open the right house and give the command there.</source>
        <translation>请打开正确的机构，在那里发出命令。</translation>
    </message>
    <message>
        <source>A drill command met production, or the other way round.</source>
        <translation>演练命令用于生产环境，或生产命令用于演练环境。</translation>
    </message>
    <message>
        <source>It was not carried out.</source>
        <translation>命令未执行。</translation>
    </message>
    <message>
        <source>Switch to the right mode and give the command again.</source>
        <translation>请切换到正确的模式后重新发出命令。</translation>
    </message>
    <message>
        <source>This command was carried out before.</source>
        <translation>此命令先前已执行。</translation>
    </message>
    <message>
        <source>A command takes effect once only; nothing was done twice.</source>
        <translation>一条命令只生效一次，没有重复执行。</translation>
    </message>
    <message>
        <source>The command came too late.</source>
        <translation>命令已过期。</translation>
    </message>
    <message>
        <source>Its time to take effect had passed, so it was not carried out.</source>
        <translation>其生效期限已过，因此未执行。</translation>
    </message>
    <message>
        <source>Look at the present state, then give it again if it is still right.</source>
        <translation>请查看当前状态，若仍然合适再重新发出。</translation>
    </message>
    <message>
        <source>The time lies in the future.</source>
        <translation>时间在未来。</translation>
    </message>
    <message>
        <source>The clock of this computer, or of the one that signed, is wrong.</source>
        <translation>此计算机或签名所用计算机的时钟有误。</translation>
    </message>
    <message>
        <source>Set the clock right and try again.</source>
        <translation>请校正时钟后重试。</translation>
    </message>
    <message>
        <source>This kind of command is not known to this version.</source>
        <translation>此版本不认识这种命令。</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>请更新本程序。</translation>
    </message>
    <message>
        <source>This is not permitted.</source>
        <translation>不允许此操作。</translation>
    </message>
    <message>
        <source>The rules of the house do not allow it to this person, or not in this state.</source>
        <translation>机构的规则不允许此人执行，或在当前状态下不允许。</translation>
    </message>
    <message>
        <source>Ask somebody whose role allows it; the technical details name the rule.</source>
        <translation>请由具有相应管理角色的人员操作；技术详情中列出了所依据的规则。</translation>
    </message>
    <message>
        <source>The state has changed in the meantime.</source>
        <translation>状态在此期间已改变。</translation>
    </message>
    <message>
        <source>The command was based on what was seen before the change, so it was not carried out.</source>
        <translation>命令依据的是改变之前的状态，因此未执行。</translation>
    </message>
    <message>
        <source>Look at the present state and decide again.</source>
        <translation>请查看当前状态后重新决定。</translation>
    </message>
    <message>
        <source>This contradicts what is already there.</source>
        <translation>这与现有内容冲突。</translation>
    </message>
    <message>
        <source>Look at what is there, then change or choose differently.</source>
        <translation>请查看现有内容，然后修改或另行选择。</translation>
    </message>
    <message>
        <source>A limit was reached.</source>
        <translation>已达到上限。</translation>
    </message>
    <message>
        <source>The rules bound how much may be done at once.</source>
        <translation>规则限制了一次可以处理的数量。</translation>
    </message>
    <message>
        <source>Do it in smaller steps.</source>
        <translation>请分成较小的步骤进行。</translation>
    </message>
    <message>
        <source>The host name is unknown.</source>
        <translation>找不到该主机名。</translation>
    </message>
    <message>
        <source>The name server has no address for it.</source>
        <translation>名称服务器没有它的地址。</translation>
    </message>
    <message>
        <source>Check the spelling, and whether this network can resolve the name.</source>
        <translation>请检查拼写，以及本网络能否解析该名称。</translation>
    </message>
    <message>
        <source>The connection was refused.</source>
        <translation>连接被拒绝。</translation>
    </message>
    <message>
        <source>The host answers, but nothing listens at this port, or a firewall turns it away.</source>
        <translation>主机有应答，但该端口无服务监听，或被防火墙拒绝。</translation>
    </message>
    <message>
        <source>Check the port and whether the service runs.</source>
        <translation>请检查端口以及服务是否运行。</translation>
    </message>
    <message>
        <source>No answer came in time.</source>
        <translation>未在时限内得到应答。</translation>
    </message>
    <message>
        <source>The host is down, unreachable from here, or a firewall drops the packets.</source>
        <translation>主机已停机、从此处无法到达，或防火墙丢弃了数据包。</translation>
    </message>
    <message>
        <source>Check the network path, or try again later.</source>
        <translation>请检查网络通路，或稍后重试。</translation>
    </message>
    <message>
        <source>The other side closed the connection.</source>
        <translation>对方关闭了连接。</translation>
    </message>
    <message>
        <source>The conversation ended before it was complete.</source>
        <translation>通信在完成之前就已中断。</translation>
    </message>
    <message>
        <source>Check that the service speaks the protocol chosen, then try again.</source>
        <translation>请确认服务使用所选的协议，然后重试。</translation>
    </message>
    <message>
        <source>No TLS connection came about.</source>
        <translation>未能建立 TLS 连接。</translation>
    </message>
    <message>
        <source>Both sides found no common protocol, or what the server sent was not valid.</source>
        <translation>双方没有共同的协议，或服务器发送的内容无效。</translation>
    </message>
    <message>
        <source>Check the server&apos;s TLS settings; the technical details say how far it came.</source>
        <translation>请检查服务器的 TLS 设置；技术详情说明了进行到哪一步。</translation>
    </message>
    <message>
        <source>The server does not offer to encrypt (STARTTLS).</source>
        <translation>服务器不提供加密（STARTTLS）。</translation>
    </message>
    <message>
        <source>The service at this port speaks in clear text only.</source>
        <translation>此端口上的服务只使用明文。</translation>
    </message>
    <message>
        <source>Check the port and the protocol, or have encryption switched on there.</source>
        <translation>请检查端口和协议，或在服务端启用加密。</translation>
    </message>
    <message>
        <source>A cryptographic operation failed.</source>
        <translation>密码运算失败。</translation>
    </message>
    <message>
        <source>Nothing was signed, encrypted or opened.</source>
        <translation>没有签名、加密或解开任何内容。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, send the technical details to the support.</source>
        <translation>请重试；如再次发生，请将技术详情发给技术支持。</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>PIN 错误。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>What was complete before stays.</source>
        <translation>之前已完成的部分予以保留。</translation>
    </message>
    <message>
        <source>The program made a mistake.</source>
        <translation>程序出现内部错误。</translation>
    </message>
    <message>
        <source>Something happened that should not be possible. Nothing was stored of this step.</source>
        <translation>发生了本不应出现的情况。此步骤未保存任何内容。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, report it with the technical details.</source>
        <translation>请重试；如再次发生，请附上技术详情进行报告。</translation>
    </message>
    <message numerus="yes">
        <source>%n tries are left.</source>
        <translation>
            <numerusform>还可尝试 %n 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>What it happened to (a path, a host, a name), and what happened, a whole sentence.</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Another officer has to sign this too.</source>
        <translation>此操作还需另一位人员签名。</translation>
    </message>
    <message>
        <source>Nobody does this alone; it was not carried out.</source>
        <translation>此类操作不能由一人单独完成，未予执行。</translation>
    </message>
    <message>
        <source>This certificate is not of the house&apos;s own CA.</source>
        <translation>此证书不是本单位自建 CA 签发的。</translation>
    </message>
    <message>
        <source>Only the CA that issued a certificate can revoke it; nothing was changed.</source>
        <translation>只有签发证书的 CA 才能吊销它；未作任何更改。</translation>
    </message>
    <message>
        <source>Ask that CA to revoke it, on its web site or with the ACME client that fetched it.</source>
        <translation>请在签发机构的网站上，或用当初申请它的 ACME 客户端，向该 CA 申请吊销。</translation>
    </message>
    <message>
        <source>Try again carefully: the token or USBKey blocks itself when no try is left.</source>
        <translation>请谨慎重试：次数用完后令牌或 USBKey 会自动锁定。</translation>
    </message>
    <message>
        <source>The PIN of the token is not known here.</source>
        <translation>此处没有该令牌的 PIN。</translation>
    </message>
    <message>
        <source>The key lies in a PKCS#11 token, which does nothing without its PIN.</source>
        <translation>密钥保存在 PKCS#11 令牌中，没有 PIN 令牌不会执行任何操作。</translation>
    </message>
    <message>
        <source>Enter the PIN on the page Own CA.</source>
        <translation>请在“自建 CA”页面输入 PIN。</translation>
    </message>
    <message>
        <source>The token is not there.</source>
        <translation>找不到该令牌。</translation>
    </message>
    <message>
        <source>It is unplugged, switched off, or its name is written differently.</source>
        <translation>它已拔出、已关机，或名称写法不同。</translation>
    </message>
    <message>
        <source>Connect it, or check its name, then try again.</source>
        <translation>请接好令牌或核对名称，然后重试。</translation>
    </message>
    <message>
        <source>The token did not answer in time.</source>
        <translation>令牌未在限定时间内应答。</translation>
    </message>
    <message>
        <source>Its driver (PKCS#11 module) hangs, or the device is not reachable. The driver was ended; the next attempt starts it anew.</source>
        <translation>其驱动（PKCS#11 模块）没有响应，或设备无法访问。驱动已被终止，下次尝试时会重新启动。</translation>
    </message>
    <message>
        <source>Check the device and its connection. What is due is done as soon as it answers.</source>
        <translation>请检查设备及其连接。设备恢复应答后，到期的工作会立即完成。</translation>
    </message>
    <message>
        <source>The token or its driver failed.</source>
        <translation>令牌或其驱动出错。</translation>
    </message>
    <message>
        <source>The driver (PKCS#11 module) ended by itself, or refused what it was asked. Nothing was signed.</source>
        <translation>驱动（PKCS#11 模块）自行退出，或拒绝了请求。没有签署任何内容。</translation>
    </message>
    <message>
        <source>Check the device; the technical details say what it answered.</source>
        <translation>请检查设备；技术细节中有它的应答。</translation>
    </message>
    <message>
        <source>No try is left: the token or USBKey is blocked until its PUK or SO PIN is entered.</source>
        <translation>已无剩余次数：在输入 PUK 或 SO PIN 之前，令牌或 USBKey 处于锁定状态。</translation>
    </message>
    <message>
        <source>A key cannot be put in escrow: fewer than two key custodians could hold a share of it.</source>
        <translation>无法托管密钥：能持有密钥分量的密钥保管员不足两位。</translation>
    </message>
    <message>
        <source>Nobody holds such a key alone, so it takes two. A custodian who has never opened the house since there are two has no key for shares yet.</source>
        <translation>托管的密钥不由一人单独掌握，因此至少需要两位。自有两位密钥保管员以来从未打开过本系统的密钥保管员，还没有用于接收密钥分量的密钥。</translation>
    </message>
    <message>
        <source>Register custodians, let each of them open the house once, and try again; or submit the request without escrow.</source>
        <translation>请登记密钥保管员，让每位各打开一次本系统后重试；或不托管密钥而提交申请。</translation>
    </message>
    <message>
        <source>What is kept of this key does not give it back.</source>
        <translation>托管的内容无法恢复出该密钥。</translation>
    </message>
    <message>
        <source>A share or the encrypted key was changed, is of another key, or is missing. Nothing was handed out.</source>
        <translation>某个密钥分量或加密后的密钥被改动、属于另一密钥，或已缺失。没有交出任何内容。</translation>
    </message>
    <message>
        <source>Try with other custodians who hold shares; if that fails too, a new key and a new request are needed. The technical details say what does not fit.</source>
        <translation>请由其他持有分量的密钥保管员再试；若仍失败，则需要新的密钥和新的申请。技术细节说明了不符之处。</translation>
    </message>
    <message>
        <source>This computer&apos;s smart card service does not answer.</source>
        <translation>本机的智能卡服务没有响应。</translation>
    </message>
    <message>
        <source>Without it (PC/SC, pcscd) no reader and no USBKey can be used.</source>
        <translation>没有它（PC/SC，pcscd）就无法使用任何读卡器和 USBKey。</translation>
    </message>
    <message>
        <source>Install or start pcscd, or ask for the right to use it, then try again.</source>
        <translation>请安装或启动 pcscd，或申请其使用权限，然后重试。</translation>
    </message>
    <message>
        <source>There is no USBKey.</source>
        <translation>没有 USBKey。</translation>
    </message>
    <message>
        <source>It was pulled out, or the reader is not connected.</source>
        <translation>它已被拔出，或者读卡器没有连接。</translation>
    </message>
    <message>
        <source>Plug it in and try again.</source>
        <translation>请插入后重试。</translation>
    </message>
    <message>
        <source>Another program reset the USBKey meanwhile.</source>
        <translation>其间另一个程序复位了 USBKey。</translation>
    </message>
    <message>
        <source>Whether the last step was done on the USBKey is not known.</source>
        <translation>最后一步是否已在 USBKey 上完成，无法确定。</translation>
    </message>
    <message>
        <source>Close other programs that use the USBKey, look at what it holds, then try again.</source>
        <translation>请关闭使用该 USBKey 的其他程序，查看其内容后重试。</translation>
    </message>
    <message>
        <source>The USBKey did not answer in time.</source>
        <translation>USBKey 没有及时响应。</translation>
    </message>
    <message>
        <source>It or its reader hangs, or another program keeps it to itself.</source>
        <translation>它或读卡器没有反应，或者被另一个程序独占。</translation>
    </message>
    <message>
        <source>Pull it out, plug it in again, and try once more.</source>
        <translation>请拔出后重新插入，再试一次。</translation>
    </message>
    <message>
        <source>The USBKey refused, or answered what is no answer.</source>
        <translation>USBKey 拒绝了操作，或者给出了无效的回答。</translation>
    </message>
    <message>
        <source>It is damaged, of another kind, or not set up for this.</source>
        <translation>它已损坏、属于其他类型，或者没有为此设置。</translation>
    </message>
    <message>
        <source>Try again with another USBKey; the technical details say what it answered.</source>
        <translation>请换一个 USBKey 重试；技术细节说明了它的回答。</translation>
    </message>
    <message>
        <source>The PIN of the USBKey is blocked.</source>
        <translation>USBKey 的 PIN 已锁定。</translation>
    </message>
    <message>
        <source>It was entered wrongly too often.</source>
        <translation>输错次数过多。</translation>
    </message>
    <message>
        <source>Have the security office unlock the USBKey; this needs its PUK.</source>
        <translation>请由信息安全部门解锁 USBKey；解锁需要它的 PUK。</translation>
    </message>
    <message>
        <source>The PUK is wrong.</source>
        <translation>PUK 错误。</translation>
    </message>
    <message>
        <source>Try again carefully: when no try is left, the USBKey can only be wiped.</source>
        <translation>请仔细重试：次数用尽后，USBKey 只能清空。</translation>
    </message>
    <message>
        <source>The PUK of the USBKey is blocked.</source>
        <translation>USBKey 的 PUK 已锁定。</translation>
    </message>
    <message>
        <source>It was entered wrongly too often; a blocked PIN cannot be set again.</source>
        <translation>输错次数过多；锁定的 PIN 无法再重设。</translation>
    </message>
    <message>
        <source>Have the USBKey replaced: it can only be wiped.</source>
        <translation>请更换 USBKey：它只能清空。</translation>
    </message>
    <message>
        <source>The USBKey has another management key.</source>
        <translation>USBKey 的管理密钥是另一个。</translation>
    </message>
    <message>
        <source>It was set up elsewhere, or by an authority that is not this one. Nothing was written to it.</source>
        <translation>它是在别处或由另一个机构设置的。没有向它写入任何内容。</translation>
    </message>
    <message>
        <source>Use a USBKey of the house, or wipe this one.</source>
        <translation>请使用本院的 USBKey，或清空这一个。</translation>
    </message>
    <message>
        <source>This house has moved to a server.</source>
        <translation>本院的签发机构已迁移到服务器。</translation>
    </message>
    <message>
        <source>Commands are decided there; here nothing was changed.</source>
        <translation>指令由服务器裁决；此处未作任何改动。</translation>
    </message>
    <message>
        <source>Enrol this workstation at the server, with a code that its administrator prints.</source>
        <translation>请向服务器管理员索取注册码，将本工作站注册到服务器。</translation>
    </message>
    <message>
        <source>The command was signed and is queued; it is not yet in force.</source>
        <translation>指令已签名，待发送，尚未生效。</translation>
    </message>
    <message>
        <source>The server cannot be reached. The command is sent as soon as it can, in its order.</source>
        <translation>无法连接服务器。一旦恢复连接，将按顺序自动发送。</translation>
    </message>
    <message>
        <source>The server does not accept this enrolment code.</source>
        <translation>服务器不接受此注册码。</translation>
    </message>
    <message>
        <source>It is written differently, was used, has lapsed, or was tried too often.</source>
        <translation>可能输入有误、已被使用、已过期或尝试次数过多。</translation>
    </message>
    <message>
        <source>Have the server&apos;s administrator print a new one.</source>
        <translation>请服务器管理员重新打印一个注册码。</translation>
    </message>
    <message>
        <source>The server does not let this workstation in.</source>
        <translation>服务器不允许本工作站接入。</translation>
    </message>
    <message>
        <source>Its enrolment was revoked or has ended. What was replicated can still be read here.</source>
        <translation>其注册已被吊销或已到期。已同步的数据仍可在此查看。</translation>
    </message>
    <message>
        <source>Ask the system administrator; with a new code the workstation can be enrolled again.</source>
        <translation>请联系系统管理员；使用新的注册码可重新注册本工作站。</translation>
    </message>
    <message>
        <source>The USBKey asks for its PIN.</source>
        <translation>USBKey 要求输入 PIN。</translation>
    </message>
    <message>
        <source>It does this only for who knows the PIN.</source>
        <translation>只有知道 PIN 的人才能让它执行此操作。</translation>
    </message>
    <message>
        <source>Enter the PIN of the USBKey and try again.</source>
        <translation>请输入 USBKey 的 PIN 后重试。</translation>
    </message>
    <message>
        <source>The USBKey holds keys or certificates.</source>
        <translation>USBKey 中存有密钥或证书。</translation>
    </message>
    <message>
        <source>Issuing it anew erases them for ever. Nothing was changed yet.</source>
        <translation>重新签发会将其永久清除。目前尚未作任何更改。</translation>
    </message>
    <message>
        <source>Look at what it holds and agree to clear it, or take another USBKey.</source>
        <translation>请查看其中内容并同意清空，或换用另一个 USBKey。</translation>
    </message>
    <message>
        <source>Another USBKey is in the reader than the one meant.</source>
        <translation>读卡器中的 USBKey 不是所指的那一个。</translation>
    </message>
    <message>
        <source>Nothing was changed on it.</source>
        <translation>未对它作任何更改。</translation>
    </message>
    <message>
        <source>Put in the right one; its serial number stands in the technical details.</source>
        <translation>请插入正确的 USBKey；其序列号见技术详情。</translation>
    </message>
    <message>
        <source>The USBKey did not prove that it holds the key.</source>
        <translation>USBKey 未能证明它持有该密钥。</translation>
    </message>
    <message>
        <source>What it signed does not fit the key that it showed. Nothing may be trusted to it.</source>
        <translation>它的签名与所示密钥不符，不可再托付任何内容。</translation>
    </message>
    <message>
        <source>Take this USBKey out of use and issue another.</source>
        <translation>请停用此 USBKey，另行签发。</translation>
    </message>
    <message>
        <source>No try is left: the PUK is blocked, and a blocked PIN cannot be set again.</source>
        <translation>已无剩余次数：PUK 已锁定，锁定的 PIN 无法再重设。</translation>
    </message>
    <message>
        <source>Ask a second officer to sign with you, or leave it for one to sign at another desk; the technical details name the role.</source>
        <translation>请另一位管理人员与您一同签名,或留待其在另一工作站签名;技术细节中写明了所需角色。</translation>
    </message>
    <message>
        <source>The command was signed and waits for others to sign it too; it is not yet in force.</source>
        <translation>命令已签名,正等待其他人员签名,尚未生效。</translation>
    </message>
    <message>
        <source>Whoever has to sign sees it at their own desk. It takes effect with the last signature, and lapses after a week.</source>
        <translation>需要签名的人员会在自己的工作站看到它。最后一个签名完成后生效,一周后失效。</translation>
    </message>
    <message>
        <source>Tell them that it waits; until then its author can withdraw it. The technical details name the roles.</source>
        <translation>请告知他们有待签名的命令;在此之前发起人可以撤回。技术细节中写明了所需角色。</translation>
    </message>
    <message>
        <source>Another server answers at this address.</source>
        <translation>应答此地址的是另一台服务器。</translation>
    </message>
    <message>
        <source>Its certificate is not from the authority that this workstation or its code knows. Nothing was sent to it.</source>
        <translation>其证书并非由本工作站或注册码所认定的签发机构签发。未向其发送任何内容。</translation>
    </message>
    <message>
        <source>Check the address and, when enrolling, that the code is of this very server. If both are right, somebody stands in between: tell the system administrator.</source>
        <translation>请核对地址；注册时还须确认注册码出自这台服务器。若两者都无误，则有人居中截取：请告知系统管理员。</translation>
    </message>
    <message>
        <source>This backup is not what it should be.</source>
        <translation>此备份与应有内容不符。</translation>
    </message>
    <message>
        <source>A file of it was changed, is missing or belongs to another backup, or a share does not fit. Nothing was taken out of it.</source>
        <translation>其中的文件被改动、缺失或属于另一份备份，或者某个密钥分量不符。未从中取出任何内容。</translation>
    </message>
    <message>
        <source>Try another medium of the same backup. If none is whole, hold a new backup ceremony at once and say so in its record.</source>
        <translation>请改用同一备份的另一个介质。如果没有完好的介质，请立即举行新的备份仪式，并在记录中说明。</translation>
    </message>
    <message>
        <source>Go on working; what is queued can still be changed or withdrawn.</source>
        <translation>可以继续工作；尚未发送的指令仍可修改或收回。</translation>
    </message>
    <message>
        <source>The queued command cannot be replaced any more.</source>
        <translation>这条待发送的指令已不能再替换。</translation>
    </message>
    <message>
        <source>It was sent or taken back meanwhile, or was on its way when the connection broke; what you have just entered was not sent.</source>
        <translation>它在此期间已经发送或被收回，或者连接中断时正在途中；您刚才填写的内容没有发送。</translation>
    </message>
    <message>
        <source>Wait until the server can be reached; then look in the journal at what came of it, and order what is still to be done.</source>
        <translation>请等联系上服务器后，在日志中查看结果，再下达仍需要的指令。</translation>
    </message>
    <message>
        <source>Only one try is left for the PIN of the USBKey.</source>
        <translation>USBKey 的 PIN 只剩一次机会。</translation>
    </message>
    <message>
        <source>A wrong PIN would block it. None was tried.</source>
        <translation>再输错就会锁死。尚未尝试任何 PIN。</translation>
    </message>
    <message>
        <source>Make sure of the PIN, then say that the last try may be used, or have the USBKey unlocked.</source>
        <translation>请确认 PIN 无误后选择使用最后一次机会，或请安全部门解锁该 USBKey。</translation>
    </message>
    <message>
        <source>This officer signs with a USBKey, and no longer with a passphrase.</source>
        <translation>该管理人员用 USBKey 签名，不再使用口令。</translation>
    </message>
    <message>
        <source>The passphrase opens nothing here any more.</source>
        <translation>口令在此已不能打开任何内容。</translation>
    </message>
    <message>
        <source>Put the USBKey into a reader and enter its PIN.</source>
        <translation>请将 USBKey 插入读卡器并输入其 PIN。</translation>
    </message>
    <message>
        <source>The USBKey or token is full.</source>
        <translation>USBKey 或令牌空间已满。</translation>
    </message>
    <message>
        <source>It has no room for another key or certificate. What was on it is still there.</source>
        <translation>其中放不下更多密钥或证书。原有内容仍在。</translation>
    </message>
    <message>
        <source>Wipe what nobody needs any more, or take another one.</source>
        <translation>清除不再需要的内容，或换用另一个。</translation>
    </message>
    <message>
        <source>The command is dated %1 ahead of the authority&apos;s clock.</source>
        <comment>a duration</comment>
        <translation>命令上的时间比签发机构的时钟快 %1。</translation>
    </message>
    <message>
        <source>The clock of the computer that signed it is wrong by that. The command was not carried out.</source>
        <translation>签名所用计算机的时钟差了这么多。命令未被执行。</translation>
    </message>
    <message>
        <source>Set that clock right and give the command again, or give it at another console.</source>
        <translation>请校正该计算机的时钟后重新下达命令，或在另一台控制台上下达。</translation>
    </message>
    <message>
        <source>This console is too old for its server.</source>
        <translation>本控制台的版本过旧，无法读取服务器的新日志。</translation>
    </message>
    <message>
        <source>The server&apos;s journal goes on with what a newer version of Hufu wrote, and this version cannot check it. Nothing of it was taken; what is here stays whole, and there is nothing against the server.</source>
        <translation>服务器的日志中接下来的内容由更新版本的虎符写入，本版本无法核验，因此未予接收；本机已有的内容完好，服务器并无可疑之处。</translation>
    </message>
</context>
<context>
    <name>EscrowText</name>
    <message numerus="yes">
        <source>%n custodian(s) hold a share of the key; %1 of them recover it together.</source>
        <translation>
            <numerusform>%n 位密钥保管员持有该密钥的分量，其中 %1 位可共同恢复。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (cannot open the share any more)</source>
        <translation>%1（已无法打开其分量）</translation>
    </message>
    <message>
        <source>The key cannot be recovered any more: too few custodians can open their shares.</source>
        <translation>该密钥已无法恢复：能打开分量的密钥保管员不足。</translation>
    </message>
    <message>
        <source>All who can open their shares are needed: the key is lost when one of them leaves.</source>
        <translation>能打开分量的人缺一不可：其中一位离开，密钥即告丢失。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Not possible here: it takes two custodians who can hold a share, and there are %1.</source>
        <translation>此处无法托管：需要两位能持有分量的密钥保管员，现有 %1 位。</translation>
    </message>
    <message>
        <source>Shares go to %1.</source>
        <translation>密钥分量交给 %1。</translation>
    </message>
    <message>
        <source>All of them are needed: the key is lost when one of them leaves.</source>
        <translation>缺一不可：其中一位离开，密钥即告丢失。</translation>
    </message>
    <message>
        <source>No key for a share yet, until they next open the house: %1.</source>
        <translation>尚无接收分量的密钥，待下次打开本系统时生成：%1。</translation>
    </message>
</context>
<context>
    <name>FindingText</name>
    <message>
        <source>RSA key too short</source>
        <translation>RSA 密钥长度不足</translation>
    </message>
    <message>
        <source>The RSA key has %1.</source>
        <translation>RSA 密钥长度为 %1。</translation>
    </message>
    <message>
        <source>Generate a new key, best of all on P-256, have a new certificate issued for it, and replace this one.</source>
        <translation>请生成新密钥（最好是 P-256），为其申请新证书，并替换此证书。</translation>
    </message>
    <message>
        <source>RSA exponent unsuitable</source>
        <translation>RSA 公钥指数不合适</translation>
    </message>
    <message>
        <source>The public exponent: %1.</source>
        <translation>公钥指数：%1。</translation>
    </message>
    <message>
        <source>Generate a new key on the server or in its HSM, have a new certificate issued for it, and revoke this one.</source>
        <translation>请在服务器或其 HSM 中生成新密钥，为其申请新证书，并吊销此证书。</translation>
    </message>
    <message>
        <source>RSA key can be factored</source>
        <translation>RSA 密钥可被分解</translation>
    </message>
    <message>
        <source>The modulus falls apart: %1.</source>
        <translation>模数可被分解：%1。</translation>
    </message>
    <message>
        <source>Anybody can compute the private key.</source>
        <translation>任何人都能计算出私钥。</translation>
    </message>
    <message>
        <source>Treat the key as leaked: replace it now, and revoke this certificate with the reason keyCompromise.</source>
        <translation>请按私钥泄露处理：立即更换密钥，并以密钥泄露（keyCompromise）为由吊销此证书。</translation>
    </message>
    <message>
        <source>RSA primes too close together</source>
        <translation>RSA 两个素数过于接近</translation>
    </message>
    <message>
        <source>Fermat&apos;s method finds the factors: %1.</source>
        <translation>费马方法可求出因数：%1。</translation>
    </message>
    <message>
        <source>The two primes lie so close together that anybody can compute the private key.</source>
        <translation>两个素数过于接近，任何人都能计算出私钥。</translation>
    </message>
    <message>
        <source>ROCA: key made by a flawed chip</source>
        <translation>ROCA：密钥由有缺陷的芯片生成</translation>
    </message>
    <message>
        <source>The modulus has the fingerprint of Infineon&apos;s library (%1).</source>
        <translation>模数带有英飞凌加密库的特征（%1）。</translation>
    </message>
    <message>
        <source>Keys of this kind can be factored at moderate cost (CVE-2017-15361); cards and TPMs of 2012 to 2017 made them.</source>
        <translation>这类密钥能以不高的代价分解（CVE-2017-15361）；2012 至 2017 年的智能卡和 TPM 会生成这种密钥。</translation>
    </message>
    <message>
        <source>Update or replace the card or TPM, generate a new key, and revoke this certificate with the reason keyCompromise.</source>
        <translation>请升级或更换智能卡或 TPM，生成新密钥，并以密钥泄露（keyCompromise）为由吊销此证书。</translation>
    </message>
    <message>
        <source>Debian weak key</source>
        <translation>Debian 弱密钥</translation>
    </message>
    <message>
        <source>The key is on the public list of weak keys (%1).</source>
        <translation>该密钥在公开的弱密钥列表中（%1）。</translation>
    </message>
    <message>
        <source>Debian&apos;s OpenSSL of 2006 to 2008 could make some 32,000 keys only (CVE-2008-0166); all of them are published.</source>
        <translation>2006 至 2008 年 Debian 的 OpenSSL 只能生成约 32000 个密钥（CVE-2008-0166），并且已全部公开。</translation>
    </message>
    <message>
        <source>Unusual elliptic curve</source>
        <translation>非常用椭圆曲线</translation>
    </message>
    <message>
        <source>The key lies on the curve %1.</source>
        <translation>密钥所用曲线为 %1。</translation>
    </message>
    <message>
        <source>Public certificates allow P-256, P-384 and P-521 only, the Chinese standards SM2; other curves are weaker or not understood by all.</source>
        <translation>公网证书只允许 P-256、P-384 和 P-521，国密标准使用 SM2；其他曲线较弱，或并非所有终端都支持。</translation>
    </message>
    <message>
        <source>Generate a new key on P-256, or SM2 for the Chinese algorithms, and have a new certificate issued for it.</source>
        <translation>请在 P-256（国密则为 SM2）上生成新密钥，并为其申请新证书。</translation>
    </message>
    <message>
        <source>Public key is not on its curve</source>
        <translation>公钥不在其曲线上</translation>
    </message>
    <message>
        <source>The point does not belong to %1.</source>
        <translation>该点不属于曲线 %1。</translation>
    </message>
    <message>
        <source>It is no valid key: nothing signed by it can be verified, and using it for key agreement may leak secrets.</source>
        <translation>这不是有效的密钥：用它签名的内容无法验证，用于密钥协商可能泄露秘密。</translation>
    </message>
    <message>
        <source>Signed with SHA-1</source>
        <translation>使用 SHA-1 签名</translation>
    </message>
    <message>
        <source>The signature algorithm is %1.</source>
        <translation>签名算法为 %1。</translation>
    </message>
    <message>
        <source>Signatures with SHA-1 can be forged at affordable cost; browsers have refused them since 2017.</source>
        <translation>SHA-1 签名已能以可承受的代价伪造；浏览器自 2017 年起拒绝此类证书。</translation>
    </message>
    <message>
        <source>Have the certificate issued again with SHA-256, and have the CA stop using SHA-1.</source>
        <translation>请使用 SHA-256 重新签发证书，并让 CA 停用 SHA-1。</translation>
    </message>
    <message>
        <source>Signed with MD5</source>
        <translation>使用 MD5 签名</translation>
    </message>
    <message>
        <source>Signatures with MD5 have been forged in practice since 2008.</source>
        <translation>自 2008 年起，MD5 签名已在实践中被伪造。</translation>
    </message>
    <message>
        <source>Replace this certificate at once by one signed with SHA-256.</source>
        <translation>请立即换用以 SHA-256 签名的证书。</translation>
    </message>
    <message>
        <source>Valid for too long</source>
        <translation>有效期过长</translation>
    </message>
    <message>
        <source>The period of validity: %1.</source>
        <translation>有效期：%1。</translation>
    </message>
    <message>
        <source>Public TLS certificates may last 398 days, issued from 2026-03-15 on 200, from 2027-03-15 on 100, from 2029-03-15 on 47; browsers refuse longer ones.</source>
        <translation>公网 TLS 证书最长 398 天；2026-03-15 起签发的为 200 天，2027-03-15 起为 100 天，2029-03-15 起为 47 天；浏览器会拒绝超期的证书。</translation>
    </message>
    <message>
        <source>Have it issued again within the limit, and automate its renewal.</source>
        <translation>请在限期内重新签发，并使更新自动化。</translation>
    </message>
    <message>
        <source>No subject alternative name</source>
        <translation>缺少使用者备用名称</translation>
    </message>
    <message>
        <source>The certificate names its server only here: %1.</source>
        <translation>证书仅在此处注明服务器：%1。</translation>
    </message>
    <message>
        <source>Clients look at the alternative names alone and ignore the common name: they refuse this certificate.</source>
        <translation>客户端只看备用名称，忽略通用名称，因此会拒绝此证书。</translation>
    </message>
    <message>
        <source>Have it issued again with every name of the server as an alternative name.</source>
        <translation>请重新签发，并将服务器的所有名称列为备用名称。</translation>
    </message>
    <message>
        <source>Common name is no alternative name</source>
        <translation>通用名称不在备用名称中</translation>
    </message>
    <message>
        <source>The common name is %1.</source>
        <translation>通用名称为 %1。</translation>
    </message>
    <message>
        <source>Clients will not accept the certificate for this name.</source>
        <translation>客户端不会接受此证书用于该名称。</translation>
    </message>
    <message>
        <source>Have it issued again with this name among the alternative names, or without it.</source>
        <translation>请重新签发，将该名称加入备用名称，或去掉该名称。</translation>
    </message>
    <message>
        <source>Internal name in a public certificate</source>
        <translation>公网证书含内部名称</translation>
    </message>
    <message>
        <source>It names %1.</source>
        <translation>其中包含 %1。</translation>
    </message>
    <message>
        <source>Nobody owns internal names and reserved addresses, so no public CA can vouch for them; they also tell strangers how the house is built.</source>
        <translation>内部名称和保留地址不归任何人所有，公共 CA 无法为其担保；它们还会向外人透露内部结构。</translation>
    </message>
    <message>
        <source>Use the house&apos;s own CA for internal names, and have this certificate issued again without them.</source>
        <translation>内部名称请使用本机构自建 CA，并重新签发不含这些名称的证书。</translation>
    </message>
    <message>
        <source>Underscore in a host name</source>
        <translation>主机名含下划线</translation>
    </message>
    <message>
        <source>Host names hold letters, digits and hyphens; public CAs may not issue for others.</source>
        <translation>主机名只能包含字母、数字和连字符；公共 CA 不得为其他名称签发。</translation>
    </message>
    <message>
        <source>Rename the host, and have the certificate issued again.</source>
        <translation>请更改主机名，并重新签发证书。</translation>
    </message>
    <message>
        <source>Wildcard in the wrong place</source>
        <translation>通配符位置错误</translation>
    </message>
    <message>
        <source>The asterisk counts only as the whole of the left-most label; clients do not match it elsewhere.</source>
        <translation>星号只有作为最左侧的完整标签时才有效；其他位置客户端不予匹配。</translation>
    </message>
    <message>
        <source>Have it issued again with names like *.hospital.cn, or with each name by itself.</source>
        <translation>请使用 *.hospital.cn 这样的名称或逐一列出名称重新签发。</translation>
    </message>
    <message>
        <source>Wildcard in an EV certificate</source>
        <translation>EV 证书含通配符</translation>
    </message>
    <message>
        <source>EV certificates may not hold wildcards.</source>
        <translation>EV 证书不得包含通配符。</translation>
    </message>
    <message>
        <source>Have it issued again with each name by itself.</source>
        <translation>请逐一列出名称重新签发。</translation>
    </message>
    <message>
        <source>Alternative name repeated</source>
        <translation>备用名称重复</translation>
    </message>
    <message>
        <source>Named more than once: %1.</source>
        <translation>重复出现：%1。</translation>
    </message>
    <message>
        <source>It does no harm, but shows that the request was put together without care.</source>
        <translation>虽无危害，但说明申请编制不够仔细。</translation>
    </message>
    <message>
        <source>Name each host once when the certificate is next renewed.</source>
        <translation>下次更新证书时，每个主机名只列一次。</translation>
    </message>
    <message>
        <source>No authority information access</source>
        <translation>缺少颁发机构信息访问</translation>
    </message>
    <message>
        <source>Clients cannot fetch the issuer&apos;s certificate, nor find where to ask about revocation.</source>
        <translation>客户端无法获取颁发者证书，也不知道到何处查询吊销状态。</translation>
    </message>
    <message>
        <source>Correct the CA&apos;s certificate profile, and have it issue this certificate again.</source>
        <translation>请更正 CA 的证书模板，并重新签发此证书。</translation>
    </message>
    <message>
        <source>No extended key usage</source>
        <translation>缺少扩展密钥用法</translation>
    </message>
    <message>
        <source>The certificate does not say what it is for; public TLS certificates have to.</source>
        <translation>证书未说明其用途，而公网 TLS 证书必须说明。</translation>
    </message>
    <message>
        <source>Have it issued again with the usage serverAuth.</source>
        <translation>请以 serverAuth 用途重新签发。</translation>
    </message>
    <message>
        <source>Usable for anything</source>
        <translation>可用于任何用途</translation>
    </message>
    <message>
        <source>Its usages include anyExtendedKeyUsage (%1).</source>
        <translation>其用途包含 anyExtendedKeyUsage（%1）。</translation>
    </message>
    <message>
        <source>Whoever holds this key can pass for a server, sign code or mail: a stolen key does more harm than need be.</source>
        <translation>持有此密钥者可冒充服务器、签署代码或邮件：密钥失窃的危害超出必要。</translation>
    </message>
    <message>
        <source>Have it issued again with just the usages needed.</source>
        <translation>请仅以所需的用途重新签发。</translation>
    </message>
    <message>
        <source>Key usage does not fit the key</source>
        <translation>密钥用法与密钥类型不符</translation>
    </message>
    <message>
        <source>Impossible with this key: %1.</source>
        <translation>此类密钥无法做到：%1。</translation>
    </message>
    <message>
        <source>Keys of this kind cannot do what the certificate allows them; strict clients refuse it.</source>
        <translation>此类密钥做不到证书所允许的操作；严格的客户端会拒绝。</translation>
    </message>
    <message>
        <source>Key usage is not critical</source>
        <translation>密钥用法未标为关键</translation>
    </message>
    <message>
        <source>The usages are %1.</source>
        <translation>用法为 %1。</translation>
    </message>
    <message>
        <source>Software that does not know the extension may ignore the restriction.</source>
        <translation>不认识该扩展的软件可能会忽略此限制。</translation>
    </message>
    <message>
        <source>Serial number is not positive</source>
        <translation>序列号不是正数</translation>
    </message>
    <message>
        <source>The serial number is %1.</source>
        <translation>序列号为 %1。</translation>
    </message>
    <message>
        <source>Some software refuses it or mixes it up with another, in revocation lists too.</source>
        <translation>有的软件会拒绝它，或（包括在吊销列表中）与其他证书混淆。</translation>
    </message>
    <message>
        <source>Have the CA issue a corrected certificate, and replace this one.</source>
        <translation>请让 CA 签发更正后的证书，并替换此证书。</translation>
    </message>
    <message>
        <source>Serial number too long</source>
        <translation>序列号过长</translation>
    </message>
    <message>
        <source>The serial number has %1.</source>
        <translation>序列号长 %1。</translation>
    </message>
    <message>
        <source>More than 20 octets are not allowed; some software refuses it or cannot revoke it.</source>
        <translation>不允许超过 20 字节；有的软件会拒绝，或无法将其吊销。</translation>
    </message>
    <message>
        <source>Two signature algorithms</source>
        <translation>签名算法前后不一致</translation>
    </message>
    <message>
        <source>Outside it says %1, inside something else.</source>
        <translation>外层为 %1，内层则不同。</translation>
    </message>
    <message>
        <source>The certificate contradicts itself: clients refuse it, and it may have been tampered with.</source>
        <translation>证书自相矛盾：客户端会拒绝，且可能被篡改过。</translation>
    </message>
    <message>
        <source>Find out where it comes from, and have the CA issue it again.</source>
        <translation>请查明其来源，并让 CA 重新签发。</translation>
    </message>
    <message>
        <source>Extension occurs twice</source>
        <translation>扩展重复出现</translation>
    </message>
    <message>
        <source>Repeated: %1.</source>
        <translation>重复的扩展：%1。</translation>
    </message>
    <message>
        <source>Programs disagree about which one counts, so they may understand different things.</source>
        <translation>各程序对以哪个为准并不一致，因而可能有不同的理解。</translation>
    </message>
    <message>
        <source>Unknown critical extension</source>
        <translation>未知的关键扩展</translation>
    </message>
    <message>
        <source>Critical and not understood: %1.</source>
        <translation>关键但无法识别：%1。</translation>
    </message>
    <message>
        <source>Clients have to refuse a certificate with a critical extension they do not know.</source>
        <translation>客户端必须拒绝含有其不认识的关键扩展的证书。</translation>
    </message>
    <message>
        <source>Use it only with software made for it, or have it issued again without this extension.</source>
        <translation>请仅用于专为其设计的软件，或重新签发不含此扩展的证书。</translation>
    </message>
    <message>
        <source>Policy and subject contradict each other</source>
        <translation>证书策略与使用者信息矛盾</translation>
    </message>
    <message>
        <source>Policy and subject: %1.</source>
        <translation>策略与使用者：%1。</translation>
    </message>
    <message>
        <source>What the CA says it has verified is not what the certificate shows.</source>
        <translation>CA 声称验证过的内容与证书所示不符。</translation>
    </message>
    <message>
        <source>Ask the CA; such a certificate is mis-issued and has to be replaced.</source>
        <translation>请询问 CA；此类证书属于误签发，必须更换。</translation>
    </message>
    <message>
        <source>EV certificate lacks information</source>
        <translation>EV 证书缺少信息</translation>
    </message>
    <message>
        <source>Missing: %1.</source>
        <translation>缺少：%1。</translation>
    </message>
    <message>
        <source>EV certificates have to say which legal entity stands behind them.</source>
        <translation>EV 证书必须说明其背后的法律实体。</translation>
    </message>
    <message>
        <source>OCSP responder certificate ill-formed</source>
        <translation>OCSP 响应者证书不规范</translation>
    </message>
    <message>
        <source>Wrong with it: %1.</source>
        <translation>存在的问题：%1。</translation>
    </message>
    <message>
        <source>Clients may ask for the responder&apos;s own state, endlessly, or reject its answers.</source>
        <translation>客户端可能没完没了地查询响应者自身的状态，或拒绝其应答。</translation>
    </message>
    <message>
        <source>Issue it again for a short time, with ocsp-nocheck and without CRL address.</source>
        <translation>请重新签发短期证书，包含 ocsp-nocheck 且不含 CRL 地址。</translation>
    </message>
    <message>
        <source>Revocation cannot be looked up</source>
        <translation>无法查询吊销状态</translation>
    </message>
    <message>
        <source>It is valid for %1 and names neither CRL nor OCSP.</source>
        <translation>有效期为 %1，却未注明 CRL 或 OCSP。</translation>
    </message>
    <message>
        <source>If the key leaks, revoking this certificate has no effect on clients.</source>
        <translation>一旦私钥泄露，吊销此证书对客户端不起作用。</translation>
    </message>
    <message>
        <source>Have it issued again with a CRL or OCSP address, or for at most 7 days.</source>
        <translation>请重新签发并注明 CRL 或 OCSP 地址，或将有效期限制在 7 天以内。</translation>
    </message>
    <message>
        <source>CA may not sign certificates</source>
        <translation>CA 证书无签发权限</translation>
    </message>
    <message>
        <source>Its key usage: %1.</source>
        <translation>其密钥用法：%1。</translation>
    </message>
    <message>
        <source>What it issues is refused by clients that look at the key usage.</source>
        <translation>检查密钥用法的客户端会拒绝它签发的证书。</translation>
    </message>
    <message>
        <source>Issue the CA certificate again with keyCertSign and cRLSign.</source>
        <translation>请重新签发带有 keyCertSign 和 cRLSign 的 CA 证书。</translation>
    </message>
    <message>
        <source>CA constraint is not critical</source>
        <translation>CA 基本约束未标为关键</translation>
    </message>
    <message>
        <source>Basic constraints: %1.</source>
        <translation>基本约束：%1。</translation>
    </message>
    <message>
        <source>Software that ignores the extension treats the certificate as an ordinary one, or the other way round.</source>
        <translation>忽略该扩展的软件会误判它是否为 CA 证书。</translation>
    </message>
    <message>
        <source>Old certificate version</source>
        <translation>证书版本过旧</translation>
    </message>
    <message>
        <source>The certificate is %1.</source>
        <translation>证书版本为 %1。</translation>
    </message>
    <message>
        <source>Only version 3 can say what a certificate is for; an old one may be mistaken for a CA.</source>
        <translation>只有第 3 版才能说明证书用途；旧版证书可能被误认为 CA。</translation>
    </message>
    <message>
        <source>Have it issued again as version 3, with usages and alternative names.</source>
        <translation>请以第 3 版重新签发，并注明用途和备用名称。</translation>
    </message>
    <message>
        <source>Ends before it begins</source>
        <translation>有效期结束早于开始</translation>
    </message>
    <message>
        <source>The times: %1.</source>
        <translation>时间：%1。</translation>
    </message>
    <message>
        <source>The certificate was never valid and never will be.</source>
        <translation>该证书从未有效，也永远不会有效。</translation>
    </message>
    <message>
        <source>Name attribute says nothing</source>
        <translation>名称属性无实际内容</translation>
    </message>
    <message>
        <source>Empty: %1.</source>
        <translation>空内容：%1。</translation>
    </message>
    <message>
        <source>Fillers like &apos;.&apos; or &apos;-&apos; are not allowed in a subject; they show that a form was filled in without thought.</source>
        <translation>使用者名称中不允许 “.” 或 “-” 之类的占位符，这说明表单未认真填写。</translation>
    </message>
    <message>
        <source>DSA key</source>
        <translation>DSA 密钥</translation>
    </message>
    <message>
        <source>The DSA key has %1.</source>
        <translation>DSA 密钥长度为 %1。</translation>
    </message>
    <message>
        <source>DSA is no longer approved; TLS 1.3 and browsers do not know it.</source>
        <translation>DSA 已不再被批准使用；TLS 1.3 和浏览器均不支持。</translation>
    </message>
    <message>
        <source>Generate a new key on P-256, and have a new certificate issued for it.</source>
        <translation>请在 P-256 上生成新密钥，并为其申请新证书。</translation>
    </message>
    <message>
        <source>Department in a public certificate</source>
        <translation>公网证书含部门名称</translation>
    </message>
    <message>
        <source>The subject names %1.</source>
        <translation>使用者中包含 %1。</translation>
    </message>
    <message>
        <source>Since September 2022 public certificates may not name a department (OU), which nobody verified.</source>
        <translation>自 2022 年 9 月起，公网证书不得包含未经核实的部门（OU）。</translation>
    </message>
    <message>
        <source>Leave it out when the certificate is next renewed.</source>
        <translation>下次更新证书时请去掉。</translation>
    </message>
    <message>
        <source>Extension cannot be read</source>
        <translation>扩展无法解析</translation>
    </message>
    <message>
        <source>The content of an extension does not have the form its name promises; programs may refuse the certificate or misread it.</source>
        <translation>某个扩展的内容与其名称应有的格式不符；程序可能拒绝或误读该证书。</translation>
    </message>
    <message>
        <source>DV certificate on a service</source>
        <translation>业务系统使用 DV 证书</translation>
    </message>
    <message>
        <source>A DV certificate proves control of a name, not who runs the service; the checklist forbids it for medical services.</source>
        <translation>DV 证书只证明对域名的控制，不证明业务由谁运营；清单禁止医疗业务使用。</translation>
    </message>
    <message>
        <source>Request an OV certificate, for core services an EV certificate, and replace this one.</source>
        <translation>请申请 OV 证书（核心业务申请 EV 证书）并替换此证书。</translation>
    </message>
    <message>
        <source>Core service without EV certificate</source>
        <translation>核心业务未使用 EV 证书</translation>
    </message>
    <message>
        <source>The house&apos;s policy asks for EV on core services, whose operator is then verified most thoroughly.</source>
        <translation>本机构策略要求核心业务使用 EV，以最严格地核实运营者身份。</translation>
    </message>
    <message>
        <source>Request an EV certificate, or lower the service&apos;s tier or the policy, with a reason.</source>
        <translation>请申请 EV 证书，或说明理由后调整业务级别或策略。</translation>
    </message>
    <message>
        <source>Key shared by several owners</source>
        <translation>多个所有者共用密钥</translation>
    </message>
    <message>
        <source>The same key stands in certificates of different owners: whoever of them loses it loses it for all.</source>
        <translation>不同所有者的证书使用了同一密钥：任何一方泄露，所有各方都受影响。</translation>
    </message>
    <message>
        <source>Give each owner a key of their own, and revoke the shared ones.</source>
        <translation>请为每个所有者生成各自的密钥，并吊销共用密钥的证书。</translation>
    </message>
    <message>
        <source>Private key lies in a file</source>
        <translation>私钥存放在文件中</translation>
    </message>
    <message>
        <source>Files are copied, backed up and stolen; the checklist wants private keys in HSM, TPM or USBKey.</source>
        <translation>文件容易被复制、备份和窃取；清单要求私钥存放在 HSM、TPM 或 USBKey 中。</translation>
    </message>
    <message>
        <source>Generate a new key in an HSM, TPM or USBKey, replace the certificate, and destroy the file.</source>
        <translation>请在 HSM、TPM 或 USBKey 中生成新密钥，更换证书，并销毁该文件。</translation>
    </message>
    <message>
        <source>Expired, but still in use</source>
        <translation>已过期但仍在使用</translation>
    </message>
    <message>
        <source>Expiry and last sight: %1.</source>
        <translation>过期时间与最近一次出现：%1。</translation>
    </message>
    <message>
        <source>Clients that check refuse this service; those that do not can be deceived.</source>
        <translation>进行检查的客户端会拒绝该业务，不检查的则可能受骗。</translation>
    </message>
    <message>
        <source>Deploy a valid certificate at once.</source>
        <translation>请立即部署有效的证书。</translation>
    </message>
    <message>
        <source>Expires soon</source>
        <translation>即将到期</translation>
    </message>
    <message>
        <source>Left: %1.</source>
        <translation>剩余 %1。</translation>
    </message>
    <message>
        <source>When it expires, clients refuse the service.</source>
        <translation>到期后，客户端会拒绝该业务。</translation>
    </message>
    <message>
        <source>Renew it, deploy the new certificate, and check that the service shows it.</source>
        <translation>请更新证书，部署新证书，并确认业务已使用新证书。</translation>
    </message>
    <message>
        <source>Chain leads to no trusted root</source>
        <translation>证书链未通向可信根</translation>
    </message>
    <message>
        <source>The chain: %1.</source>
        <translation>证书链：%1。</translation>
    </message>
    <message>
        <source>Clients cannot trace this certificate to an authority they trust.</source>
        <translation>客户端无法将此证书追溯到其信任的机构。</translation>
    </message>
    <message>
        <source>Deploy the intermediate certificates with it, or import the house&apos;s own root.</source>
        <translation>请同时部署中间证书，或导入本机构的根证书。</translation>
    </message>
    <message>
        <source>Not valid yet</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>Valid from: %1.</source>
        <translation>生效时间：%1。</translation>
    </message>
    <message>
        <source>Until then clients refuse it; perhaps a clock is wrong.</source>
        <translation>在此之前客户端会拒绝；也可能是时钟有误。</translation>
    </message>
    <message>
        <source>Wait with deploying it, or check the clocks.</source>
        <translation>请暂缓部署，或检查时钟。</translation>
    </message>
    <message>
        <source>Term above the house&apos;s policy</source>
        <translation>期限超出本机构策略</translation>
    </message>
    <message>
        <source>The term: %1.</source>
        <translation>期限：%1。</translation>
    </message>
    <message>
        <source>The policy bounds how long certificates of private CAs may last.</source>
        <translation>策略限制了私有 CA 证书的期限。</translation>
    </message>
    <message>
        <source>Have it issued again for a shorter time.</source>
        <translation>请以较短的期限重新签发。</translation>
    </message>
    <message>
        <source>This version does not know the rule.</source>
        <translation>此版本不认识该规则。</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>请更新本程序。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>The value observed, a whole sentence, and what it means, one or more.</extracomment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>The class is %1.</source>
        <translation>验证级别：%1。</translation>
    </message>
    <message>
        <source>Baseline Requirements %1</source>
        <extracomment>of the CA/Browser Forum; %1 a section</extracomment>
        <translation>基线要求（BR）%1</translation>
    </message>
    <message>
        <source>EV Guidelines %1</source>
        <extracomment>of the CA/Browser Forum; %1 a section</extracomment>
        <translation>EV 指南 %1</translation>
    </message>
    <message>
        <source>checklist %1</source>
        <extracomment>the hospitals&apos; checklist for certificates; %1 an item, such as 一.1</extracomment>
        <translation>检查清单 %1</translation>
    </message>
    <message>
        <source>This rule cannot check anything: no list of Debian&apos;s weak keys is installed on this computer. Install the package openssl-blacklist where your distribution has it (Debian 12 has not), or put its files blacklist.RSA-* into /usr/share/hufu/weak-keys, and start Hufu again.</source>
        <translation>此规则目前无法检查：本机未安装 Debian 弱密钥列表。如发行版提供 openssl-blacklist 软件包，请安装（Debian 12 不提供）；也可将其中的 blacklist.RSA-* 文件放入 /usr/share/hufu/weak-keys，然后重新启动虎符。</translation>
    </message>
    <message>
        <source>It is shared by %1.</source>
        <translation>由以下各方共用：%1。</translation>
    </message>
    <message>
        <source>It lies here: %1.</source>
        <translation>所在位置：%1。</translation>
    </message>
    <message>
        <source>From 2048 bits on RSA keys withstand attack; browsers refuse shorter ones.</source>
        <translation>从 2048 位起，RSA 密钥才经得起攻击；浏览器拒绝更短的密钥。</translation>
    </message>
    <message>
        <source>The exponent has to be odd and at least 3; with any other nothing is secret.</source>
        <translation>指数必须是不小于 3 的奇数；否则毫无保密可言。</translation>
    </message>
    <message>
        <source>RSA key can be broken</source>
        <translation>RSA 密钥可被破解</translation>
    </message>
    <message>
        <source>Keys below 1024 bits have been computed from their public half with rented computers.</source>
        <translation>低于 1024 位的密钥，已有人用租来的计算机从公钥算出私钥。</translation>
    </message>
    <message>
        <source>RSA key of unusual length</source>
        <translation>RSA 密钥长度不寻常</translation>
    </message>
    <message>
        <source>RSA keys have whole octets; some software stumbles over others.</source>
        <translation>RSA 密钥应为整字节长度；有些软件处理不了其他长度。</translation>
    </message>
    <message>
        <source>Nothing is urgent. Generate the next key with a usual length, best of all on P-256.</source>
        <translation>不紧急。下次生成密钥时请用常见长度，最好用 P-256。</translation>
    </message>
    <message>
        <source>RSA exponent unusual</source>
        <translation>RSA 指数不寻常</translation>
    </message>
    <message>
        <source>The exponent should be between 65537 and 2^256-1. Smaller ones make mistakes in software exploitable; the key itself is sound. Old public roots have them.</source>
        <translation>指数应在 65537 与 2^256-1 之间。较小的指数会让软件中的错误可被利用；密钥本身没有问题。一些老的公共根证书就是如此。</translation>
    </message>
    <message>
        <source>Nothing is urgent. Generate the next key with the exponent 65537; a public root is its operator&apos;s affair.</source>
        <translation>不紧急。下次生成密钥时请用指数 65537；公共根证书由其运营者处理。</translation>
    </message>
</context>
<context>
    <name>HandoverNote</name>
    <message>
        <source>%1 (%2 after the start)</source>
        <extracomment>a time, and how long after the start of the emergency</extracomment>
        <translation>%1（开始后 %2）</translation>
    </message>
    <message>
        <source>Nothing was revoked or suspended yet.</source>
        <translation>尚未吊销或暂停任何证书。</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) revoked or suspended</source>
        <translation>
            <numerusform>已吊销或暂停 %n 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>Decided: %1</source>
        <translation>决定：%1</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>In force: %1</source>
        <translation>生效：%1</translation>
    </message>
    <message>
        <source>NOT YET IN FORCE: %1 of %2</source>
        <translation>尚未生效：%1 / %2</translation>
    </message>
    <message>
        <source>Verified: %1</source>
        <translation>验证：%1</translation>
    </message>
    <message>
        <source>not yet: %1 of %2</source>
        <translation>尚未完成：%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>Without a certificate now: %n.</source>
        <translation>
            <numerusform>目前没有证书可用：%n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not check with the new CRL yet. %2</source>
        <comment>server, technical text</comment>
        <translation>%1 尚未使用新的 CRL。%2</translation>
    </message>
    <message>
        <source>%1 was asked on %2 to revoke %3, and does not say so yet.</source>
        <comment>CA, time, certificate</comment>
        <translation>已于 %2 请求 %1 吊销 %3，对方尚未公布吊销。</translation>
    </message>
    <message>
        <source>One officer acted alone, and nobody has reviewed that yet.</source>
        <translation>有一名管理员单独采取了行动，尚无人复核。</translation>
    </message>
    <message>
        <source>Emergency revocation: hand-over</source>
        <translation>紧急吊销：交接单</translation>
    </message>
    <message>
        <source>Lost: %1</source>
        <translation>丢失：%1</translation>
    </message>
    <message>
        <source>Severity: %1</source>
        <translation>严重程度：%1</translation>
    </message>
    <message>
        <source>Reported by %1: %2</source>
        <translation>%1 报告：%2</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>某人</translation>
    </message>
    <message>
        <source>Taken up by %1 on %2</source>
        <translation>由 %1 于 %2 受理</translation>
    </message>
    <message>
        <source>As of %1, %2 after the start</source>
        <extracomment>a time, and how long after the start of the emergency</extracomment>
        <translation>截至 %1，开始后 %2</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>已做的事</translation>
    </message>
    <message>
        <source>Servers that may still let it in</source>
        <translation>可能仍会放行的服务器</translation>
    </message>
    <message>
        <source>Left to do</source>
        <translation>未办事项</translation>
    </message>
    <message>
        <source>Nothing but to close it.</source>
        <translation>只差关闭事件。</translation>
    </message>
    <message>
        <source>Nothing: it is closed.</source>
        <translation>无：事件已关闭。</translation>
    </message>
    <message>
        <source>Emergency number: %1</source>
        <translation>事件编号：%1</translation>
    </message>
    <message>
        <source>Handed over to %1.</source>
        <translation>已交接给 %1。</translation>
    </message>
</context>
<context>
    <name>IssuanceReport</name>
    <message>
        <source>Issuance report: %1</source>
        <extracomment>title of a document; %1 a name in the certificate</extracomment>
        <translation>签发报告：%1</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>签发 CA</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效期自</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>证书模板</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>指纹（SHA-256）</translation>
    </message>
    <message>
        <source>Key&apos;s fingerprint (SHA-256)</source>
        <translation>公钥指纹（SHA-256）</translation>
    </message>
    <message>
        <source>The CA&apos;s fingerprint (SHA-256)</source>
        <translation>CA 指纹（SHA-256）</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a person and the department</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Linked system</source>
        <translation>关联系统</translation>
    </message>
    <message>
        <source>core service</source>
        <translation>核心业务</translation>
    </message>
    <message>
        <source>important service</source>
        <translation>重要业务</translation>
    </message>
    <message>
        <source>general service</source>
        <translation>一般业务</translation>
    </message>
    <message>
        <source>holds patient data</source>
        <translation>含患者数据</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Term asked for</source>
        <translation>申请期限</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Replaces the certificate</source>
        <translation>替换的证书</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>Request number</source>
        <translation>申请编号</translation>
    </message>
    <message>
        <source>Policy asked for</source>
        <translation>审批要求</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>%1 (an earlier version)</source>
        <translation>%1（针对较早版本）</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Role then</source>
        <translation>当时的角色</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Entry %1 · %2 · %3</source>
        <translation>第 %1 号记录 · %2 · %3</translation>
    </message>
    <message>
        <source>the authority</source>
        <translation>签发机构</translation>
    </message>
    <message>
        <source>Signed by</source>
        <extracomment>%1 who signed; the serial number of the signing certificate follows</extracomment>
        <translation>签名人</translation>
    </message>
    <message>
        <source>%1, certificate of %2</source>
        <translation>%1，证书由 %2 签发</translation>
    </message>
    <message>
        <source>Signed command, SHA-256</source>
        <translation>已签名命令的 SHA-256</translation>
    </message>
    <message>
        <source>Hash of the entry</source>
        <translation>记录哈希</translation>
    </message>
    <message>
        <source>submitted</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>issued</source>
        <comment>the certificate</comment>
        <translation>签发</translation>
    </message>
    <message>
        <source>revoked or suspended</source>
        <translation>吊销或暂停</translation>
    </message>
    <message>
        <source>The authority&apos;s checkpoint at entry %1, signed %2, vouches for all of them. Hash of that entry:</source>
        <translation>签发机构于 %2 在第 %1 号记录处签署的检查点可证明以上全部记录。该记录的哈希：</translation>
    </message>
    <message>
        <source>No checkpoint vouches for them yet.</source>
        <translation>尚无检查点证明以上记录。</translation>
    </message>
    <message>
        <source>The house is known by the hash of its founding entry, %1. “hufuctl journal export --commands” writes the signed commands with a script that checks them with OpenSSL alone; “hufuctl journal verify --signatures” proves the chain.</source>
        <translation>本单位以其首条记录的哈希 %1 为标识。“hufuctl journal export --commands”可导出已签名的命令及仅用 OpenSSL 校验它们的脚本；“hufuctl journal verify --signatures”可证明整条审计链。</translation>
    </message>
    <message>
        <source>Signatures in the journal</source>
        <translation>审计日志中的签名</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>已吊销</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Not to be trusted since</source>
        <translation>自此不可信任</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效</translation>
    </message>
    <message>
        <source>since %1, in CRL %2</source>
        <translation>自 %1 起，见第 %2 号 CRL</translation>
    </message>
    <message>
        <source>not yet: no CRL has been published since</source>
        <translation>尚未生效：此后还没有发布 CRL</translation>
    </message>
    <message>
        <source>Revocation</source>
        <translation>吊销</translation>
    </message>
    <message>
        <source>Issuance report</source>
        <translation>签发报告</translation>
    </message>
    <message>
        <source>Made on %1 from the journal of the house.</source>
        <translation>根据本单位审计日志于 %1 生成。</translation>
    </message>
    <message>
        <source>The house is in pilot mode: rules that ask for a second person were waived where this report says so.</source>
        <translation>本单位处于单人试用：凡本报告注明之处，需要第二人的规则均已免去。</translation>
    </message>
</context>
<context>
    <name>JournalText</name>
    <message>
        <source>House founded</source>
        <translation>已创建机构</translation>
    </message>
    <message>
        <source>Certificates imported</source>
        <translation>已导入证书</translation>
    </message>
    <message>
        <source>Service saved</source>
        <translation>已保存业务系统</translation>
    </message>
    <message>
        <source>Service removed</source>
        <translation>已移除业务系统</translation>
    </message>
    <message>
        <source>Policy changed</source>
        <translation>已更改策略</translation>
    </message>
    <message>
        <source>Saved filter stored</source>
        <translation>已保存筛选条件</translation>
    </message>
    <message>
        <source>Saved filter removed</source>
        <translation>已移除筛选条件</translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation>已更改口令</translation>
    </message>
    <message>
        <source>Command refused</source>
        <translation>命令被拒绝</translation>
    </message>
    <message>
        <source>Somebody unknown</source>
        <translation>未知人员</translation>
    </message>
    <message>
        <source>%1 founded the house “%2”.</source>
        <translation>%1 创建了机构“%2”。</translation>
    </message>
    <message>
        <source>%1 imported certificates from %2.</source>
        <translation>%1 从 %2 导入了证书。</translation>
    </message>
    <message>
        <source>%1 saved the service “%2”.</source>
        <translation>%1 保存了业务系统“%2”。</translation>
    </message>
    <message>
        <source>%1 removed the service “%2”.</source>
        <translation>%1 移除了业务系统“%2”。</translation>
    </message>
    <message>
        <source>%1 changed the policy.</source>
        <translation>%1 更改了策略。</translation>
    </message>
    <message>
        <source>%1 stored the filter “%2”.</source>
        <translation>%1 保存了筛选条件“%2”。</translation>
    </message>
    <message>
        <source>%1 removed the filter “%2”.</source>
        <translation>%1 移除了筛选条件“%2”。</translation>
    </message>
    <message>
        <source>%1 changed the own passphrase.</source>
        <translation>%1 更改了本人的口令。</translation>
    </message>
    <message>
        <source>A command by %1 was refused (%2).</source>
        <translation>%1 的一条命令被拒绝（%2）。</translation>
    </message>
    <message>
        <source>The command “%1” by %2 was refused (%3).</source>
        <translation>%2 的命令“%1”被拒绝（%3）。</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1：%2（%3）</translation>
    </message>
    <message>
        <source>Entry #%1 was changed after it was written.</source>
        <translation>记录 #%1 在写入后被更改。</translation>
    </message>
    <message>
        <source>Entry #%1 is missing: it was removed.</source>
        <translation>记录 #%1 缺失：已被移除。</translation>
    </message>
    <message>
        <source>Entry #%1 does not follow the one before it: an entry was inserted, replaced or moved.</source>
        <translation>记录 #%1 与前一条记录不衔接：有记录被插入、替换或移动。</translation>
    </message>
    <message>
        <source>Entry #%1 is dated before the one it follows.</source>
        <translation>记录 #%1 的时间早于其前一条记录。</translation>
    </message>
    <message>
        <source>The journal is shorter than a checkpoint says: everything after entry #%1 was cut off.</source>
        <translation>审计日志比检查点所载的短：记录 #%1 之后的内容已被截断。</translation>
    </message>
    <message>
        <source>The checkpoint at entry #%1 was not signed by this house&apos;s authority.</source>
        <translation>记录 #%1 处的检查点并非由本机构的内置机构签名。</translation>
    </message>
    <message>
        <source>The checkpoint at entry #%1 names another entry: this is a different history.</source>
        <translation>记录 #%1 处的检查点指向另一条记录：这是一份不同的历史。</translation>
    </message>
    <message>
        <source>The command of entry #%1 is not validly signed, or does not fit the entry.</source>
        <translation>记录 #%1 的命令签名无效，或与该记录不符。</translation>
    </message>
    <message>
        <source>The command of entry #%1 was signed by somebody who was not registered.</source>
        <translation>记录 #%1 的命令由未登记的人员签名。</translation>
    </message>
    <message>
        <source>A certificate that entry #%1 names is not stored any more.</source>
        <translation>记录 #%1 所列的一张证书已不在存储中。</translation>
    </message>
    <message>
        <source>A stored certificate is not the one that entry #%1 names.</source>
        <translation>存储的一张证书与记录 #%1 所列的不符。</translation>
    </message>
    <message>
        <source>A row of the inventory is not what entry #%1 says.</source>
        <translation>证书台账中有一行与记录 #%1 的内容不符。</translation>
    </message>
    <message numerus="yes">
        <source>All %n entries are unchanged, complete and in their order.</source>
        <translation>
            <numerusform>全部 %n 条记录未被更改、完整且顺序正确。</numerusform>
        </translation>
    </message>
    <message>
        <source>The authority&apos;s checkpoint, kept beside the database, vouches for every entry up to #%1.</source>
        <translation>内置机构的检查点（存放在数据库旁）可证明截至 #%1 的所有记录。</translation>
    </message>
    <message numerus="yes">
        <source>%n stored certificates are those that were imported.</source>
        <translation>
            <numerusform>存储的 %n 张证书与导入时一致。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commands were signed by the officers named in them.</source>
        <translation>
            <numerusform>%n 条命令确由其中所列的人员签名。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no checkpoint beside the database: entries cut off at the end would not show.</source>
        <translation>数据库旁没有检查点：末尾的记录若被截断将无法发现。</translation>
    </message>
    <message numerus="yes">
        <source>%n newest entries are chained, but no checkpoint outside the database vouches for them yet.</source>
        <translation>
            <numerusform>最新的 %n 条记录已链接，但尚无数据库之外的检查点为其证明。</numerusform>
        </translation>
    </message>
    <message>
        <source>The officers&apos; signatures were not checked this time.</source>
        <translation>本次未校验人员的签名。</translation>
    </message>
    <message>
        <source>Whether database and checkpoint were both put back to an older state cannot be proven without a witness.</source>
        <translation>若无见证方，则无法证明数据库与检查点是否被一并恢复到较旧的状态。</translation>
    </message>
    <message>
        <source>Request submitted</source>
        <translation>申请已提交</translation>
    </message>
    <message>
        <source>Requests reviewed</source>
        <translation>申请已审批</translation>
    </message>
    <message>
        <source>Request withdrawn</source>
        <translation>申请已撤回</translation>
    </message>
    <message>
        <source>Certificate issued</source>
        <translation>证书已签发</translation>
    </message>
    <message>
        <source>Certificates revoked or suspended</source>
        <translation>证书已吊销或暂停</translation>
    </message>
    <message>
        <source>Suspension lifted</source>
        <translation>暂停已解除</translation>
    </message>
    <message>
        <source>CRL published</source>
        <translation>CRL 已发布</translation>
    </message>
    <message>
        <source>CA ordered</source>
        <translation>已下令建立 CA</translation>
    </message>
    <message>
        <source>CA made</source>
        <translation>CA 已建立</translation>
    </message>
    <message>
        <source>OCSP responder certified</source>
        <translation>OCSP 响应证书已签发</translation>
    </message>
    <message>
        <source>Person registered</source>
        <translation>人员已登记</translation>
    </message>
    <message>
        <source>Person changed</source>
        <translation>人员已变更</translation>
    </message>
    <message>
        <source>Person deactivated</source>
        <translation>人员已停用</translation>
    </message>
    <message>
        <source>Officer&apos;s key certified</source>
        <translation>人员签名证书已签发</translation>
    </message>
    <message>
        <source>Pilot mode ended</source>
        <translation>单人试用结束</translation>
    </message>
    <message>
        <source>no role</source>
        <translation>无角色</translation>
    </message>
    <message>
        <source>%1 approved the request for %2.</source>
        <translation>%1 批准了 %2 的申请。</translation>
    </message>
    <message>
        <source>%1 approved the request for %2: “%3”.</source>
        <translation>%1 批准了 %2 的申请：“%3”。</translation>
    </message>
    <message>
        <source>%1 rejected the request for %2: “%3”.</source>
        <translation>%1 驳回了 %2 的申请：“%3”。</translation>
    </message>
    <message>
        <source>%1 returned the request for %2 to be changed: “%3”.</source>
        <translation>%1 将 %2 的申请退回修改：“%3”。</translation>
    </message>
    <message>
        <source>%1 commented on the request for %2: “%3”.</source>
        <translation>%1 对 %2 的申请留言：“%3”。</translation>
    </message>
    <message>
        <source>Requests approved</source>
        <translation>申请已批准</translation>
    </message>
    <message>
        <source>Requests rejected</source>
        <translation>申请已驳回</translation>
    </message>
    <message>
        <source>Requests returned for change</source>
        <translation>申请已退回修改</translation>
    </message>
    <message>
        <source>Requests commented on</source>
        <translation>申请已留言</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 及另外 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 founded the house “%2” alone, in pilot mode.</source>
        <translation>%1 以单人试用方式独自建立了“%2”。</translation>
    </message>
    <message numerus="yes">
        <source>%1 and two other administrators ended pilot mode. %n act(s) that lacked a second signature were answered for.</source>
        <translation>
            <numerusform>%1 与另外两位管理员结束了单人试用，并对 %n 项缺少第二签名的操作作出了交代。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 registered %2 as %3.</source>
        <translation>%1 登记了 %2，角色：%3。</translation>
    </message>
    <message>
        <source>%1 changed what %2 may do: %3.</source>
        <translation>%1 变更了 %2 的角色：%3。</translation>
    </message>
    <message>
        <source>%1 deactivated %2: “%3”.</source>
        <translation>%1 停用了 %2：“%3”。</translation>
    </message>
    <message>
        <source>The authority certified the signing key of %1.</source>
        <translation>签发机构为 %1 的签名密钥签发了证书。</translation>
    </message>
    <message numerus="yes">
        <source>%1 asked for a certificate for %2, service “%3”, for %n day(s).</source>
        <translation>
            <numerusform>%1 为 %2 申请证书，业务“%3”，期限 %n 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 withdrew the request for %2.</source>
        <translation>%1 撤回了 %2 的申请。</translation>
    </message>
    <message>
        <source>%1 ordered the CA “%2”.</source>
        <translation>%1 下令建立 CA“%2”。</translation>
    </message>
    <message>
        <source>The authority made the key and the certificate of the CA “%1”.</source>
        <translation>签发机构生成了 CA“%1”的密钥和证书。</translation>
    </message>
    <message>
        <source>The authority certified an OCSP responder of the CA “%1”.</source>
        <translation>签发机构为 CA“%1”签发了 OCSP 响应证书。</translation>
    </message>
    <message>
        <source>The authority issued the certificate for %1 with the CA “%2”.</source>
        <translation>签发机构用 CA“%2”签发了 %1 的证书。</translation>
    </message>
    <message>
        <source>The authority published CRL %1 of the CA “%2”.</source>
        <translation>签发机构发布了 CA“%2”的第 %1 号 CRL。</translation>
    </message>
    <message>
        <source>%1 suspended the certificate of %2: “%3”.</source>
        <translation>%1 暂停了 %2 的证书：“%3”。</translation>
    </message>
    <message>
        <source>%1 revoked the certificate of %2 (%3): “%4”.</source>
        <translation>%1 吊销了 %2 的证书（%3）：“%4”。</translation>
    </message>
    <message>
        <source>%1 lifted the suspension of the certificate of %2: “%3”.</source>
        <translation>%1 解除了 %2 的证书的暂停：“%3”。</translation>
    </message>
    <message>
        <source>Pilot mode did without the second signature.</source>
        <translation>单人试用：免去了第二签名。</translation>
    </message>
    <message>
        <source>Pilot mode did without the second approval.</source>
        <translation>单人试用：免去了第二人批准。</translation>
    </message>
    <message>
        <source>Pilot mode let the applicant decide on the own request.</source>
        <translation>单人试用：申请人审批了自己的申请。</translation>
    </message>
    <message>
        <source>Pilot mode let one person hold roles that exclude each other.</source>
        <translation>单人试用：一人兼任了互斥的角色。</translation>
    </message>
    <message>
        <source>Pilot mode waived a rule: %1.</source>
        <translation>单人试用免去了一条规则：%1。</translation>
    </message>
    <message>
        <source>Revocation verified</source>
        <translation>吊销已核实</translation>
    </message>
    <message>
        <source>%1 saw that relying parties are told of the revocation of %2 (CRL %3).</source>
        <translation>%1 核实了 %2 的证书吊销对依赖方已可见（CRL %3）。</translation>
    </message>
    <message>
        <source>Custodian&apos;s key put forward</source>
        <translation>密钥保管员登记密钥</translation>
    </message>
    <message>
        <source>Custodian&apos;s key certified</source>
        <translation>密钥保管员的密钥已签发证书</translation>
    </message>
    <message>
        <source>%1 put forward the own key that shares of escrowed keys are encrypted to.</source>
        <translation>%1 登记了自己用于接收密钥分量的密钥。</translation>
    </message>
    <message>
        <source>The authority certified the key to which %1&apos;s shares of escrowed keys are encrypted.</source>
        <translation>签发机构为 %1 接收密钥分量的密钥签发了证书。</translation>
    </message>
    <message>
        <source>Key recovered from escrow</source>
        <translation>托管密钥已恢复</translation>
    </message>
    <message numerus="yes">
        <source>%1 Its key is in escrow with %n custodian(s), %2 of whom recover it.</source>
        <extracomment>%1 a whole sentence, %2 how many of the custodians are needed</extracomment>
        <translation>
            <numerusform>%1密钥已托管给 %n 位密钥保管员，其中 %2 位共同恢复。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and other custodians recovered the key of %2 from escrow: “%3”.</source>
        <translation>%1 与其他密钥保管员恢复了 %2 的托管密钥：“%3”。</translation>
    </message>
    <message>
        <source>Workstation enrolled</source>
        <translation>工作站已注册</translation>
    </message>
    <message>
        <source>Workstation shut out</source>
        <translation>工作站已禁止接入</translation>
    </message>
    <message>
        <source>The authority enrolled the workstation “%1”.</source>
        <translation>签发机构注册了工作站“%1”。</translation>
    </message>
    <message>
        <source>%1 shut out the workstation “%2”: “%3”.</source>
        <translation>%1 禁止工作站“%2”接入：“%3”。</translation>
    </message>
    <message>
        <source>Part of a key in escrow is not in the vault any more.</source>
        <translation>某个托管密钥的一部分已不在保管库中。</translation>
    </message>
    <message>
        <source>Part of a key in escrow is not what its request put into the vault.</source>
        <translation>某个托管密钥的一部分与其申请存入保管库的内容不符。</translation>
    </message>
    <message>
        <source>%1 suspended the certificate of %2.</source>
        <translation>%1 暂停了 %2 的证书。</translation>
    </message>
    <message>
        <source>%1 revoked the certificate of %2 (%3).</source>
        <translation>%1 吊销了 %2 的证书（%3）。</translation>
    </message>
    <message>
        <source>USBKey ordered</source>
        <translation>已下达 USBKey 签发</translation>
    </message>
    <message>
        <source>Keys made on a USBKey</source>
        <translation>USBKey 已生成密钥</translation>
    </message>
    <message>
        <source>Keys of a USBKey certified</source>
        <translation>已为 USBKey 密钥签发证书</translation>
    </message>
    <message>
        <source>USBKey handed over</source>
        <translation>USBKey 已交付</translation>
    </message>
    <message>
        <source>USBKey&apos;s state changed</source>
        <translation>USBKey 状态变更</translation>
    </message>
    <message>
        <source>PUK released</source>
        <translation>PUK 已释放</translation>
    </message>
    <message>
        <source>USBKey unlocked</source>
        <translation>USBKey 已解锁</translation>
    </message>
    <message>
        <source>Order of a USBKey lapsed</source>
        <translation>USBKey 签发已失效</translation>
    </message>
    <message>
        <source>USBKey taken into stock</source>
        <translation>USBKey 已入库</translation>
    </message>
    <message>
        <source>Certificate role saved</source>
        <translation>持证角色已保存</translation>
    </message>
    <message>
        <source>Certificate role removed</source>
        <translation>持证角色已删除</translation>
    </message>
    <message>
        <source>%1 wiped the USBKey %2 and took it into stock: “%3”.</source>
        <translation>%1 清空了 USBKey %2 并入库：“%3”。</translation>
    </message>
    <message>
        <source>%1 lifted the suspension of the USBKey %2: “%3”.</source>
        <translation>%1 恢复了 USBKey %2：“%3”。</translation>
    </message>
    <message>
        <source>%1 suspended the USBKey %2: “%3”.</source>
        <translation>%1 暂停了 USBKey %2：“%3”。</translation>
    </message>
    <message>
        <source>%1 reported the USBKey %2 lost: “%3”. Its certificates are revoked.</source>
        <translation>%1 报告 USBKey %2 遗失：“%3”。其证书已吊销。</translation>
    </message>
    <message>
        <source>%1 took the USBKey %2 back: “%3”. Its certificates are revoked.</source>
        <translation>%1 收回了 USBKey %2：“%3”。其证书已吊销。</translation>
    </message>
    <message>
        <source>%1 noted that the USBKey %2 was destroyed: “%3”.</source>
        <translation>%1 登记 USBKey %2 已销毁：“%3”。</translation>
    </message>
    <message>
        <source>%1 saved the certificate role “%2”.</source>
        <translation>%1 保存了持证角色“%2”。</translation>
    </message>
    <message>
        <source>%1 removed the certificate role “%2”.</source>
        <translation>%1 删除了持证角色“%2”。</translation>
    </message>
    <message>
        <source>%1 took the USBKey %2 into stock.</source>
        <translation>%1 将 USBKey %2 入库。</translation>
    </message>
    <message>
        <source>%1 ordered further certificates for the USBKey %2 of %3, role “%4”.</source>
        <translation>%1 下达为 %3 的 USBKey %2 更新证书，持证角色“%4”。</translation>
    </message>
    <message>
        <source>%1 ordered the USBKey %2 for %3, role “%4”.</source>
        <translation>%1 下达为 %3 签发 USBKey %2，持证角色“%4”。</translation>
    </message>
    <message>
        <source>%1 put forward the keys that the USBKey %2 made.</source>
        <translation>%1 提交了 USBKey %2 生成的密钥。</translation>
    </message>
    <message>
        <source>The authority certified the keys of the USBKey %1.</source>
        <translation>签发机构为 USBKey %1 的密钥签发了证书。</translation>
    </message>
    <message>
        <source>%1 handed over the USBKey %2, which proved its key by a signature.</source>
        <translation>%1 交付了 USBKey %2，该 USBKey 已用签名证明其密钥。</translation>
    </message>
    <message>
        <source>%1 and a colleague released the PUK of the USBKey %2: “%3”.</source>
        <translation>%1 与一名同事释放了 USBKey %2 的 PUK：“%3”。</translation>
    </message>
    <message>
        <source>%1 unlocked the USBKey %2; it has a new PUK.</source>
        <translation>%1 解锁了 USBKey %2，并已更换 PUK。</translation>
    </message>
    <message>
        <source>Nobody finished the order of the USBKey %1 in time. What was certified for it is revoked.</source>
        <translation>USBKey %1 的签发未在期限内完成，为其签发的证书已吊销。</translation>
    </message>
    <message>
        <source>Pilot mode let somebody decide about the own USBKey.</source>
        <translation>单人试用：当事人决定了自己的 USBKey。</translation>
    </message>
    <message>
        <source>Workstation&apos;s certificate renewed</source>
        <translation>工作站证书已更新</translation>
    </message>
    <message>
        <source>Left for others to sign</source>
        <translation>留待他人签名</translation>
    </message>
    <message>
        <source>Taken back before all had signed</source>
        <translation>签名未齐时撤回</translation>
    </message>
    <message>
        <source>The authority renewed the certificate of the workstation “%1”.</source>
        <translation>签发机构更新了工作站“%1”的证书。</translation>
    </message>
    <message>
        <source>%1 signed “%2”, which waits for others to sign it too.</source>
        <translation>%1 签署了“%2”,等待其他人签名。</translation>
    </message>
    <message>
        <source>%1 signed “%2” about %3, which waits for others to sign it too.</source>
        <translation>%1 签署了关于 %3 的“%2”,等待其他人签名。</translation>
    </message>
    <message>
        <source>%1 took back “%2” before all had signed it.</source>
        <translation>%1 在签名齐全之前撤回了“%2”。</translation>
    </message>
    <message>
        <source>%1 took back “%2” about %3 before all had signed it.</source>
        <translation>%1 在签名齐全之前撤回了关于 %3 的“%2”。</translation>
    </message>
    <message>
        <source>Emergency started</source>
        <translation>紧急事件开始</translation>
    </message>
    <message>
        <source>Emergency: noted</source>
        <translation>紧急事件记录</translation>
    </message>
    <message>
        <source>Emergency closed</source>
        <translation>紧急事件结束</translation>
    </message>
    <message>
        <source>%1 started the same emergency at another desk and joined it: %2.</source>
        <translation>%1 在另一台控制台发起同一紧急事件，已并入：%2。</translation>
    </message>
    <message>
        <source>%1 started an emergency: %2.</source>
        <translation>%1 发起了紧急事件：%2。</translation>
    </message>
    <message>
        <source>%1 started an emergency: %2. %3 had called.</source>
        <translation>%1 发起了紧急事件：%2。来电人：%3。</translation>
    </message>
    <message>
        <source>%1 answered in the emergency “%2”, %3: “%4”.</source>
        <translation>%1 在紧急事件“%2”中答复了%3：“%4”。</translation>
    </message>
    <message>
        <source>%1 noted in the emergency “%2”: “%3”.</source>
        <translation>%1 在紧急事件“%2”中记录：“%3”。</translation>
    </message>
    <message>
        <source>%1 closed the emergency “%2”: “%3”.</source>
        <translation>%1 结束了紧急事件“%2”：“%3”。</translation>
    </message>
    <message>
        <source>BREAK-GLASS: %1 suspended the certificate of %2 alone, without a second officer.</source>
        <translation>【破窗】%1 在没有复核人的情况下单独暂停了 %2 的证书。</translation>
    </message>
    <message>
        <source>Key ceremony planned</source>
        <translation>已计划密钥仪式</translation>
    </message>
    <message>
        <source>Presence at a key ceremony signed</source>
        <translation>已签名确认在密钥仪式现场</translation>
    </message>
    <message>
        <source>Keys encrypted for a backup</source>
        <translation>已加密私钥用于备份</translation>
    </message>
    <message>
        <source>Keys restored from a backup</source>
        <translation>已从备份恢复私钥</translation>
    </message>
    <message>
        <source>Step of a key ceremony done</source>
        <translation>密钥仪式的步骤已完成</translation>
    </message>
    <message>
        <source>Key ceremony closed</source>
        <translation>密钥仪式已结束</translation>
    </message>
    <message>
        <source>Key ceremony aborted</source>
        <translation>密钥仪式已中止</translation>
    </message>
    <message>
        <source>Minutes of a key ceremony signed</source>
        <translation>密钥仪式记录已签名</translation>
    </message>
    <message>
        <source>Document of a key ceremony filed</source>
        <translation>密钥仪式文件已归档</translation>
    </message>
    <message numerus="yes">
        <source>%1 planned the key ceremony %2 with %n custodian(s), %3 of whom are needed together.</source>
        <extracomment>%1 a person, %2 the number of a ceremony, %3 how many custodians are needed together</extracomment>
        <translation>
            <numerusform>%1 计划了密钥仪式 %2，有 %n 位密钥保管员，其中须 %3 位共同参与。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 signed the roll call of the key ceremony %2.</source>
        <translation>%1 在密钥仪式 %2 点名时签名。</translation>
    </message>
    <message>
        <source>%1 signed at the end of the key ceremony %2.</source>
        <translation>%1 在密钥仪式 %2 结束时签名。</translation>
    </message>
    <message>
        <source>%1 opened the own share and signed at the end of the key ceremony %2.</source>
        <translation>%1 打开了自己的密钥分量，并在密钥仪式 %2 结束时签名。</translation>
    </message>
    <message>
        <source>%1 noted step %2 of the key ceremony %3 as done.</source>
        <translation>%1 记录密钥仪式 %3 的第 %2 步已完成。</translation>
    </message>
    <message>
        <source>%1 noted step %2 of the key ceremony %3 as done, with an exception: “%4”.</source>
        <translation>%1 记录密钥仪式 %3 的第 %2 步已完成，例外情况：“%4”。</translation>
    </message>
    <message>
        <source>%1 and the witness closed the key ceremony %2.</source>
        <translation>%1 与见证人结束了密钥仪式 %2。</translation>
    </message>
    <message>
        <source>%1 aborted the key ceremony %2: “%3”.</source>
        <translation>%1 中止了密钥仪式 %2：“%3”。</translation>
    </message>
    <message>
        <source>%1 filed the document “%3” of the key ceremony %2 by its hash.</source>
        <translation>%1 按哈希归档了密钥仪式 %2 的文件“%3”。</translation>
    </message>
    <message numerus="yes">
        <source>The authority encrypted %n key(s) in the key ceremony %1 and dealt the shares.</source>
        <translation>
            <numerusform>签发机构在密钥仪式 %1 中加密了 %n 个私钥并分发了密钥分量。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The authority took %n key(s) back in the key ceremony %1; each proved itself by a signature.</source>
        <translation>
            <numerusform>签发机构在密钥仪式 %1 中收回了 %n 个私钥；每个都以签名证明。</numerusform>
        </translation>
    </message>
    <message>
        <source>The authority signed the minutes of the key ceremony %1.</source>
        <translation>签发机构对密钥仪式 %1 的记录签名。</translation>
    </message>
    <message>
        <source>House backed up</source>
        <translation>机构已备份</translation>
    </message>
    <message>
        <source>The authority backed up the whole house, encrypted to its custodians.</source>
        <translation>签发机构备份了整个机构数据，加密给密钥保管员。</translation>
    </message>
    <message>
        <source>Officer&apos;s signing key replaced</source>
        <translation>管理人员签名密钥已更换</translation>
    </message>
    <message>
        <source>%1 registered that %2 signs with the USBKey %3 from now on.</source>
        <translation>%1 登记：%2 今后用 USBKey %3 签名。</translation>
    </message>
    <message>
        <source>%1 registered a new signing key of %2, under a passphrase: “%3”.</source>
        <translation>%1 为 %2 登记了新的口令保护的签名密钥：“%3”。</translation>
    </message>
    <message>
        <source>%1 put forward the keys that the USBKey %2 made; its maker vouches for them.</source>
        <translation>%1 提交了 USBKey %2 生成的密钥；其制造商为这些密钥作了证明。</translation>
    </message>
    <message>
        <source>%1 put forward the keys that the USBKey %2 made. What its maker attests is kept and was not checked: the policy names no maker.</source>
        <translation>%1 提交了 USBKey %2 生成的密钥。制造商的证明已保存但未校验：策略中没有配置制造商根证书。</translation>
    </message>
    <message>
        <source>Emergency: tried with the canary</source>
        <translation>紧急事件：探测证书试探</translation>
    </message>
    <message>
        <source>Relying server enrolled</source>
        <translation>依赖方服务器已登记</translation>
    </message>
    <message>
        <source>Relying server reported</source>
        <translation>依赖方服务器报告</translation>
    </message>
    <message>
        <source>%1 tried with the canary in the emergency “%2”: %3 still let it in.</source>
        <translation>%1 在紧急事件“%2”中用探测证书试探：%3 仍然放行。</translation>
    </message>
    <message>
        <source>%1 tried with the canary in the emergency “%2”: whoever let it in before refuses it now.</source>
        <translation>%1 在紧急事件“%2”中用探测证书试探：此前放行的服务器现在都已拒绝。</translation>
    </message>
    <message>
        <source>%1 tried with the canary in the emergency “%2”: no server had let it in before, so nothing is proven.</source>
        <translation>%1 在紧急事件“%2”中用探测证书试探：此前没有服务器放行，因此什么也没有证明。</translation>
    </message>
    <message>
        <source>The authority enrolled the relying server “%1”.</source>
        <translation>签发机构登记了依赖方服务器“%1”。</translation>
    </message>
    <message>
        <source>The relying server “%1” checks with the newest CRLs that it was given.</source>
        <translation>依赖方服务器“%1”已按所给的最新 CRL 检查。</translation>
    </message>
    <message>
        <source>The relying server “%1” reported trouble with its CRLs: “%2”.</source>
        <translation>依赖方服务器“%1”报告其 CRL 有故障：“%2”。</translation>
    </message>
    <message>
        <source>Emergency: another CA asked</source>
        <translation>紧急事件：已请求其他 CA</translation>
    </message>
    <message>
        <source>Emergency: another CA has revoked</source>
        <translation>紧急事件：其他 CA 已吊销</translation>
    </message>
    <message>
        <source>Signature declined</source>
        <translation>拒绝签名</translation>
    </message>
    <message>
        <source>%1 asked %2 in the emergency “%3” to revoke its certificate %4: “%5”.</source>
        <translation>%1 在紧急事件“%3”中请求 %2 吊销其证书 %4：“%5”。</translation>
    </message>
    <message>
        <source>%1 saw in the emergency “%2” that the certificate %3 is revoked by its CA, at %4.</source>
        <translation>%1 在紧急事件“%2”中看到证书 %3 已被其 CA 吊销，见 %4。</translation>
    </message>
    <message>
        <source>%1 declined to sign “%2”: “%3”.</source>
        <translation>%1 拒绝签署“%2”：“%3”。</translation>
    </message>
    <message>
        <source>Key taken over into escrow</source>
        <translation>接管密钥托管</translation>
    </message>
    <message>
        <source>%1 took over the key of %2.</source>
        <translation>%1 接管了 %2 的密钥。</translation>
    </message>
    <message>
        <source>Temporary USBKey reviewed</source>
        <translation>已复核临时 USBKey</translation>
    </message>
    <message numerus="yes">
        <source>%1 alone ordered the temporary USBKey %2 for %3, role “%4”, for %n hour(s): “%5”.</source>
        <translation>
            <numerusform>%1 单独下达为 %3 签发临时 USBKey %2，持证角色“%4”，有效 %n 小时：“%5”。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 reviewed the temporary USBKey %2 and objects: “%3”.</source>
        <translation>%1 复核了临时 USBKey %2，并提出异议：“%3”。</translation>
    </message>
    <message>
        <source>%1 reviewed the temporary USBKey %2; it is in order: “%3”.</source>
        <translation>%1 复核了临时 USBKey %2，未发现异常：“%3”。</translation>
    </message>
    <message>
        <source>Pilot mode let somebody decide about what they had done themselves.</source>
        <translation>试点模式允许本人对自己的操作作出决定。</translation>
    </message>
    <message>
        <source>The command of entry #%1 was signed by somebody who had been shown another history than the one that stands here.</source>
        <translation>记录 #%1 的命令，其签名人当时看到的是另一份历史，与此处不符。</translation>
    </message>
    <message>
        <source>Entry #%1 was written by a newer version of Hufu; this version cannot tell whether it is right.</source>
        <translation>记录 #%1 由更新版本的虎符写入，本版本无法判断其是否正确。</translation>
    </message>
    <message>
        <source>%1 tried with the canary in the emergency “%2”: %3.</source>
        <translation>%1 在紧急事件“%2”中用探测证书试探：%3。</translation>
    </message>
    <message>
        <source>Page %1 of the database is damaged. Pages after it were not looked at.</source>
        <translation>数据库的第 %1 页已损坏，其后的页未检查。</translation>
    </message>
    <message>
        <source>The database is damaged in a place that cannot be told.</source>
        <translation>数据库已损坏，无法确定损坏的位置。</translation>
    </message>
    <message numerus="yes">
        <source>All %n pages of the database can be read, those of indexes and lists too.</source>
        <translation>
            <numerusform>数据库全部 %n 页均可读取，包括索引和各列表的页。</numerusform>
        </translation>
    </message>
    <message>
        <source>Pages of the database outside the journal were not checked this time.</source>
        <translation>本次未检查数据库中日志以外的页。</translation>
    </message>
</context>
<context>
    <name>LinkText</name>
    <message>
        <source>last heard %1</source>
        <translation>最近联系：%1</translation>
    </message>
    <message>
        <source>never heard yet</source>
        <translation>从未联系上</translation>
    </message>
    <message>
        <source>Server %1</source>
        <extracomment>%1 the server&apos;s name</extracomment>
        <translation>服务器 %1</translation>
    </message>
    <message>
        <source>Embedded authority</source>
        <translation>内置机构</translation>
    </message>
    <message>
        <source>No authority here</source>
        <translation>此处无签发机构</translation>
    </message>
    <message>
        <source>connecting, %1</source>
        <translation>正在连接，%1</translation>
    </message>
    <message>
        <source>in step</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>receiving, %1 of %2</source>
        <translation>正在接收 %1 / %2</translation>
    </message>
    <message>
        <source>offline, %1</source>
        <translation>离线，%1</translation>
    </message>
    <message>
        <source>shut out, %1</source>
        <translation>已被禁止接入，%1</translation>
    </message>
    <message>
        <source>no longer trusted</source>
        <translation>不再可信</translation>
    </message>
    <message>
        <source>What stands here is as the server had it on %1, %2.</source>
        <translation>此处内容为服务器在 %1（%2）的状态。</translation>
    </message>
    <message>
        <source>It has forgotten: this computer received more entries from it than the %1 it now has.</source>
        <translation>它遗失了历史：本机曾从它收到的条目多于它现有的 %1 条。</translation>
    </message>
    <message>
        <source>From entry #%1 on it tells another history than the one this computer received and checked.</source>
        <translation>自条目 #%1 起，它给出的历史与本机已接收并核对过的不同。</translation>
    </message>
    <message>
        <source>The server is no longer trusted. %1 Nothing is sent to it or taken from it any more; what was received before is whole and can be read. Tell the audit administrator, hand over the evidence, and decide nothing at other consoles until it is clear what happened.</source>
        <extracomment>%1 a whole sentence: what the server did</extracomment>
        <translation>此服务器不再可信。%1本机不再向它发送、也不再从它接收任何内容；此前收到的内容完整，可以查阅。请告知审计管理员并交出证据；在查明原因之前，不要在其他控制台作出决定。</translation>
    </message>
    <message>
        <source>too old for it, %1</source>
        <translation>版本过旧，%1</translation>
    </message>
</context>
<context>
    <name>ObservedText</name>
    <message>
        <source>%1, required is %2</source>
        <extracomment>validation classes: %1 what the certificate has, %2 what the policy asks for</extracomment>
        <translation>%1，要求 %2</translation>
    </message>
    <message>
        <source>expired %1, seen %2</source>
        <translation>%1 到期，%2 仍在使用</translation>
    </message>
    <message>
        <source>begins %1, ends %2</source>
        <translation>%1 生效，%2 到期</translation>
    </message>
    <message>
        <source>it signed itself</source>
        <translation>自签名</translation>
    </message>
    <message>
        <source>the issuer&apos;s certificate is missing</source>
        <translation>缺少颁发者证书</translation>
    </message>
    <message>
        <source>%1, but the subject has no %2</source>
        <extracomment>%1 a validation class, %2 attributes of a subject, such as O</extracomment>
        <translation>%1，但主体中没有 %2</translation>
    </message>
    <message>
        <source>%1, but the subject has %2</source>
        <extracomment>%1 a validation class, %2 attributes of a subject, such as O=Hospital</extracomment>
        <translation>%1，但主体中有 %2</translation>
    </message>
    <message>
        <source>none stated</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>without ocsp-nocheck</source>
        <translation>缺少 ocsp-nocheck</translation>
    </message>
    <message>
        <source>with a CRL address</source>
        <translation>含有 CRL 地址</translation>
    </message>
    <message>
        <source>none that has a name</source>
        <translation>未命名的曲线</translation>
    </message>
    <message>
        <source>divisible by %1</source>
        <translation>可被 %1 整除</translation>
    </message>
    <message>
        <source>found in round %1</source>
        <translation>第 %1 轮即分解成功</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>%1 &gt; %2 days</source>
        <translation>%1 &gt; %2 天</translation>
    </message>
    <message numerus="yes">
        <source>%n bits</source>
        <translation>
            <numerusform>%n 位</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n octets</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days; a new one was issued and not yet seen in place</source>
        <translation>
            <numerusform>%n 天；新证书已签发，尚未见其部署到位</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxText</name>
    <message>
        <source>Import certificates</source>
        <translation>导入证书</translation>
    </message>
    <message>
        <source>Submit a request</source>
        <translation>提交申请</translation>
    </message>
    <message>
        <source>Decide on requests</source>
        <translation>审批申请</translation>
    </message>
    <message>
        <source>Withdraw a request</source>
        <translation>撤回申请</translation>
    </message>
    <message>
        <source>Revoke or suspend certificates</source>
        <translation>吊销或暂停证书</translation>
    </message>
    <message>
        <source>Lift a suspension</source>
        <translation>解除暂停</translation>
    </message>
    <message>
        <source>Record that a revocation was seen</source>
        <translation>记录吊销已可查证</translation>
    </message>
    <message>
        <source>Set up a CA</source>
        <translation>建立 CA</translation>
    </message>
    <message>
        <source>Register a person</source>
        <translation>登记人员</translation>
    </message>
    <message>
        <source>Change a person</source>
        <translation>变更人员</translation>
    </message>
    <message>
        <source>Deactivate a person</source>
        <translation>停用人员</translation>
    </message>
    <message>
        <source>Recover a key from escrow</source>
        <translation>恢复托管密钥</translation>
    </message>
    <message>
        <source>Put forward a custodian&apos;s key</source>
        <translation>登记密钥保管员的密钥</translation>
    </message>
    <message>
        <source>Shut out a workstation</source>
        <translation>禁止工作站接入</translation>
    </message>
    <message>
        <source>Save a service</source>
        <translation>保存业务</translation>
    </message>
    <message>
        <source>Remove a service</source>
        <translation>删除业务</translation>
    </message>
    <message>
        <source>Change the policy</source>
        <translation>修改策略</translation>
    </message>
    <message>
        <source>Store a filter</source>
        <translation>保存筛选条件</translation>
    </message>
    <message>
        <source>Remove a filter</source>
        <translation>删除筛选条件</translation>
    </message>
    <message>
        <source>Change the own passphrase</source>
        <translation>更改本人口令</translation>
    </message>
    <message>
        <source>End pilot mode</source>
        <translation>结束单人试用</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>queued, not yet in force</source>
        <translation>待发送，尚未生效</translation>
    </message>
    <message>
        <source>Leave a command for others to sign</source>
        <translation>留待他人签名</translation>
    </message>
    <message>
        <source>Take back a command that waits for signatures</source>
        <translation>撤回待签的命令</translation>
    </message>
    <message>
        <source>Save a certificate role</source>
        <translation>保存持证角色</translation>
    </message>
    <message>
        <source>Remove a certificate role</source>
        <translation>删除持证角色</translation>
    </message>
    <message>
        <source>Take a USBKey into stock</source>
        <translation>USBKey 入库</translation>
    </message>
    <message>
        <source>Order a USBKey for somebody</source>
        <translation>为人员申领 USBKey</translation>
    </message>
    <message>
        <source>Have a USBKey&apos;s new keys certified</source>
        <translation>为 USBKey 的新密钥签发证书</translation>
    </message>
    <message>
        <source>Hand over a USBKey</source>
        <translation>交付 USBKey</translation>
    </message>
    <message>
        <source>Change a USBKey&apos;s state</source>
        <translation>变更 USBKey 状态</translation>
    </message>
    <message>
        <source>Release a USBKey&apos;s PUK</source>
        <translation>发放 USBKey 的 PUK</translation>
    </message>
    <message>
        <source>Record that a USBKey was unlocked</source>
        <translation>记录 USBKey 已解锁</translation>
    </message>
    <message>
        <source>Start an emergency</source>
        <translation>发起紧急事件</translation>
    </message>
    <message>
        <source>Note something in an emergency</source>
        <translation>在紧急事件中记录</translation>
    </message>
    <message>
        <source>Close an emergency</source>
        <translation>结束紧急事件</translation>
    </message>
    <message>
        <source>Plan a key ceremony</source>
        <translation>计划密钥仪式</translation>
    </message>
    <message>
        <source>Close a key ceremony</source>
        <translation>结束密钥仪式</translation>
    </message>
    <message>
        <source>Abort a key ceremony</source>
        <translation>中止密钥仪式</translation>
    </message>
    <message>
        <source>Sign as present at a key ceremony</source>
        <translation>密钥仪式到场签名</translation>
    </message>
    <message>
        <source>Note a step of a key ceremony</source>
        <translation>记录密钥仪式步骤</translation>
    </message>
    <message>
        <source>File a document of a key ceremony</source>
        <translation>归档密钥仪式文件</translation>
    </message>
    <message>
        <source>Replace an officer&apos;s signing key</source>
        <translation>更换管理人员的签名密钥</translation>
    </message>
    <message>
        <source>What the canary met in an emergency</source>
        <translation>紧急事件中探测证书的结果</translation>
    </message>
    <message>
        <source>Another CA was asked to revoke</source>
        <translation>已请求其他 CA 吊销</translation>
    </message>
    <message>
        <source>Another CA has revoked</source>
        <translation>其他 CA 已吊销</translation>
    </message>
    <message>
        <source>Decline to sign a command</source>
        <translation>拒绝签署命令</translation>
    </message>
    <message>
        <source>Take a key over into escrow</source>
        <translation>接管密钥并托管</translation>
    </message>
    <message>
        <source>Review a temporary USBKey</source>
        <translation>复核临时 USBKey</translation>
    </message>
</context>
<context>
    <name>RelativeDate</name>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message numerus="yes">
        <source>in %n minutes</source>
        <translation>
            <numerusform>%n 分钟后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hours</source>
        <translation>
            <numerusform>%n 小时后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>%n 天后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>%n 小时前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message>
        <source>expired today</source>
        <translation>今天已到期</translation>
    </message>
    <message numerus="yes">
        <source>expired %n days ago</source>
        <translation>
            <numerusform>已到期 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>expires within 24 hours</source>
        <translation>24 小时内到期</translation>
    </message>
    <message numerus="yes">
        <source>%n days left</source>
        <translation>
            <numerusform>剩余 %n 天</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestText</name>
    <message>
        <source>waiting for approval</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>returned for change</source>
        <translation>已退回修改</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已驳回</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>approved, not issued yet</source>
        <translation>已批准，尚未签发</translation>
    </message>
    <message>
        <source>issued</source>
        <translation>已签发</translation>
    </message>
    <message>
        <source>lapsed</source>
        <translation>已失效</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新申请</translation>
    </message>
    <message>
        <source>renewal (same key)</source>
        <translation>更新（沿用密钥）</translation>
    </message>
    <message>
        <source>rekeying (new key)</source>
        <translation>换发（更换密钥）</translation>
    </message>
    <message>
        <source>approved</source>
        <extracomment>what a reviewer did</extracomment>
        <translation>批准了</translation>
    </message>
    <message>
        <source>rejected</source>
        <comment>deed</comment>
        <extracomment>what a reviewer did</extracomment>
        <translation>驳回了</translation>
    </message>
    <message>
        <source>returned it for change</source>
        <translation>退回修改</translation>
    </message>
    <message>
        <source>commented</source>
        <translation>留了意见</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Server, temporary (7 days)</source>
        <translation>服务器，临时（7 天）</translation>
    </message>
    <message>
        <source>Person (USBKey)</source>
        <translation>人员（USBKey）</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>department head of %1</source>
        <extracomment>%1 a department</extracomment>
        <translation>%1的科室负责人</translation>
    </message>
    <message numerus="yes">
        <source>%n approval(s) by: %1</source>
        <extracomment>between the roles of which any may approve</extracomment>
        <translation>
            <numerusform>需 %n 人批准：%1</numerusform>
        </translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>“%1” is a sensitive name: the information security department decides.</source>
        <translation>“%1”是敏感名称，由信息安全部门审批。</translation>
    </message>
    <message>
        <source>The service “%1” holds patient data: the information security department decides.</source>
        <translation>业务系统“%1”涉及患者数据，由信息安全部门审批。</translation>
    </message>
    <message>
        <source>Ordinary names: the applicant&apos;s own department decides.</source>
        <translation>普通名称，由申请人所在科室审批。</translation>
    </message>
    <message>
        <source>the applicant never approves</source>
        <translation>申请人不得审批自己的申请</translation>
    </message>
    <message>
        <source>heads another department</source>
        <translation>是其他科室的负责人</translation>
    </message>
    <message>
        <source>only security administrators approve this one</source>
        <translation>此申请只由安全管理员审批</translation>
    </message>
    <message>
        <source>Unknown service</source>
        <translation>未知的业务系统</translation>
    </message>
    <message>
        <source>Unknown profile</source>
        <translation>未知的证书模板</translation>
    </message>
    <message>
        <source>Term too long</source>
        <translation>期限过长</translation>
    </message>
    <message>
        <source>Term too short</source>
        <translation>期限过短</translation>
    </message>
    <message>
        <source>Outlives its CA</source>
        <translation>超出 CA 的有效期</translation>
    </message>
    <message>
        <source>No CA</source>
        <translation>没有 CA</translation>
    </message>
    <message>
        <source>CA not ready</source>
        <translation>CA 尚不可用</translation>
    </message>
    <message>
        <source>Wrong CA</source>
        <translation>CA 不对应</translation>
    </message>
    <message>
        <source>Name outside the CA</source>
        <translation>名称超出 CA 范围</translation>
    </message>
    <message>
        <source>No host name</source>
        <translation>缺少主机名</translation>
    </message>
    <message>
        <source>No common name</source>
        <translation>缺少通用名</translation>
    </message>
    <message>
        <source>Name of the wrong kind</source>
        <translation>名称类型不符</translation>
    </message>
    <message>
        <source>Common name is none of the names</source>
        <translation>通用名不在名称之列</translation>
    </message>
    <message>
        <source>Key of the wrong kind</source>
        <translation>密钥类型不符</translation>
    </message>
    <message>
        <source>Wildcard</source>
        <translation>通配符</translation>
    </message>
    <message>
        <source>Weak key</source>
        <translation>弱密钥</translation>
    </message>
    <message>
        <source>Asks to be a CA</source>
        <translation>要求成为 CA</translation>
    </message>
    <message>
        <source>Revoked key</source>
        <translation>密钥已被吊销</translation>
    </message>
    <message>
        <source>Key used elsewhere</source>
        <translation>密钥已用于别处</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>密钥不同</translation>
    </message>
    <message>
        <source>The same key</source>
        <translation>密钥相同</translation>
    </message>
    <message>
        <source>Replaces what is unknown</source>
        <translation>被替换的证书未知</translation>
    </message>
    <message>
        <source>Names differ</source>
        <translation>名称不一致</translation>
    </message>
    <message>
        <source>Name already covered</source>
        <translation>名称已被覆盖</translation>
    </message>
    <message>
        <source>Too few approvers</source>
        <translation>审批人不足</translation>
    </message>
    <message>
        <source>The house knows no such service (any more). Choose another, or enter it first.</source>
        <translation>台账中没有（或已不再有）这个业务系统。请另选一个，或先登记。</translation>
    </message>
    <message>
        <source>Nobody can ask for a certificate of the profile “%1”.</source>
        <translation>不能申请“%1”模板的证书。</translation>
    </message>
    <message>
        <source>%1 days are asked for; at most %2 are allowed. Ask for a shorter term.</source>
        <translation>申请了 %1 天，最多允许 %2 天。请缩短期限。</translation>
    </message>
    <message>
        <source>%1 days are asked for; the profile takes at least %2. Ask for a longer term.</source>
        <translation>申请了 %1 天，该模板至少 %2 天。请延长期限。</translation>
    </message>
    <message>
        <source>The CA&apos;s own certificate ends first, on %1. Ask for a shorter term.</source>
        <translation>CA 自身的证书在 %1 先到期。请缩短期限。</translation>
    </message>
    <message>
        <source>No CA is chosen, or the house has none yet. The security administrator creates it on the page of the own CA.</source>
        <translation>没有选择 CA，或尚未建立自建 CA。由安全管理员在自建 CA 页面建立。</translation>
    </message>
    <message>
        <source>The CA “%1” cannot issue: it is not made yet, has ended, or was revoked or suspended.</source>
        <translation>CA“%1”不能签发：尚未建成、已到期，或已被吊销或挂起。</translation>
    </message>
    <message>
        <source>Servers&apos; certificates come from the servers&apos; CA, those of people and devices from theirs.</source>
        <translation>服务器证书由服务器 CA 签发，人员和设备的证书由各自的 CA 签发。</translation>
    </message>
    <message>
        <source>“%1” is outside the names that this CA may certify.</source>
        <translation>“%1”不在该 CA 可签发的名称范围内。</translation>
    </message>
    <message>
        <source>The request names neither a host nor an address in its alternative names; browsers look at nothing else.</source>
        <translation>请求的备用名称中既没有主机名也没有地址，而浏览器只看这里。</translation>
    </message>
    <message>
        <source>The certificate of a person or device carries their name in the subject&apos;s CN; this request has none.</source>
        <translation>人员或设备的证书在主体 CN 中写明名称，此请求没有。</translation>
    </message>
    <message>
        <source>The profile does not certify the name “%1”.</source>
        <translation>该模板不签发名称“%1”。</translation>
    </message>
    <message>
        <source>“%1” stands as common name, but not among the names; the certificate will hold the names only.</source>
        <translation>“%1”只是通用名，不在备用名称之列；证书将只包含备用名称。</translation>
    </message>
    <message>
        <source>The profile does not certify keys of this kind (%1). Make another key.</source>
        <translation>该模板不签发此类密钥（%1）。请另行生成密钥。</translation>
    </message>
    <message>
        <source>“%1” is a wildcard. For a service of this class each host should be named by itself.</source>
        <translation>“%1”是通配符。这一级别的业务应逐一写明主机。</translation>
    </message>
    <message>
        <source>The key is weak: %1. Make a new one.</source>
        <translation>密钥强度不足：%1。请重新生成。</translation>
    </message>
    <message>
        <source>The request wants to become a CA; that wish is not granted, the certificate will be an ordinary one.</source>
        <translation>请求要求成为 CA，不予采纳，签发的仍是普通证书。</translation>
    </message>
    <message>
        <source>A certificate of this key was revoked. Such a key is never certified again; make a new one.</source>
        <translation>此密钥的证书已被吊销，不会再为它签发。请重新生成密钥。</translation>
    </message>
    <message>
        <source>Another request or certificate has this key: %1. When one copy leaks, all of them fall.</source>
        <translation>另一申请或证书使用同一密钥：%1。一处泄露，全部失守。</translation>
    </message>
    <message>
        <source>Renewing keeps the key, but this request has another one. If that is meant, choose rekeying.</source>
        <translation>更新沿用原密钥，而此请求用的是另一密钥。如确有此意，请选择换发。</translation>
    </message>
    <message>
        <source>Rekeying makes a new key, but this request has the old one. If that is meant, choose renewing.</source>
        <translation>换发须用新密钥，而此请求用的是原密钥。如确有此意，请选择更新。</translation>
    </message>
    <message>
        <source>The inventory does not hold the certificate that is to be replaced.</source>
        <translation>证书台账中没有被替换的证书。</translation>
    </message>
    <message>
        <source>The names are not those of the certificate it replaces: %1.</source>
        <translation>名称与被替换的证书不一致：%1。</translation>
    </message>
    <message>
        <source>Another valid certificate has this name already: %1.</source>
        <translation>已有有效证书包含此名称：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%n approval(s) could be given by nobody in the house. Register the people first, or the request lapses.</source>
        <translation>
            <numerusform>有 %n 个审批无人可做。请先登记人员，否则申请会失效。</numerusform>
        </translation>
    </message>
    <message>
        <source>Server, with the organisation&apos;s full identity</source>
        <translation>服务器，含完整机构身份信息</translation>
    </message>
    <message>
        <source>Subject incomplete</source>
        <translation>主体不完整</translation>
    </message>
    <message>
        <source>The profile needs %1 in the subject, and neither the house nor the request has it.</source>
        <translation>该模板要求主体含有 %1，而机构资料和请求中都没有。</translation>
    </message>
    <message>
        <source>The house&apos;s policy asks for EV on core services, and a certificate of this profile says as much as OV. Choose the profile with the organisation&apos;s full identity, or lower the service&apos;s tier or the policy, with a reason.</source>
        <translation>本单位策略要求核心业务使用 EV，而此模板的证书只相当于 OV。请选择含完整单位信息的模板，或说明理由后降低业务级别或放宽策略。</translation>
    </message>
</context>
<context>
    <name>RevocationText</name>
    <message>
        <source>Somebody leaves the house or changes department</source>
        <translation>人员离职或调离科室</translation>
    </message>
    <message>
        <source>A device or service is taken out of use</source>
        <translation>设备报废或业务系统停用</translation>
    </message>
    <message>
        <source>A newer certificate has taken its place</source>
        <translation>已由新证书替换</translation>
    </message>
    <message>
        <source>USBKey lost, key leaked, or server broken into</source>
        <translation>USBKey 遗失、密钥泄露或服务器被入侵</translation>
    </message>
    <message>
        <source>The holder broke the rules</source>
        <translation>持证人违反规定</translation>
    </message>
    <message>
        <source>Nobody knows yet: suspend for now</source>
        <translation>情况不明，先暂停使用</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>Key compromised</source>
        <translation>密钥泄露</translation>
    </message>
    <message>
        <source>Key of the CA compromised</source>
        <translation>CA 密钥泄露</translation>
    </message>
    <message>
        <source>Affiliation changed</source>
        <translation>隶属关系变更</translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation>已被替换</translation>
    </message>
    <message>
        <source>Taken out of use</source>
        <translation>停止使用</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>暂停使用</translation>
    </message>
    <message>
        <source>Taken off the CRL</source>
        <translation>从 CRL 移除</translation>
    </message>
    <message>
        <source>Privilege withdrawn</source>
        <translation>权限收回</translation>
    </message>
    <message>
        <source>Key of the attribute authority compromised</source>
        <translation>属性机构密钥泄露</translation>
    </message>
    <message>
        <source>The CRL then gives no reason. Take it only where none of the others fits.</source>
        <translation>CRL 中不写原因。仅在其他原因都不适用时选用。</translation>
    </message>
    <message>
        <source>Somebody else has the private key, or may have it. The key is never certified again, here or anywhere in the house.</source>
        <translation>私钥已被或可能已被他人掌握。该密钥今后不再获发证书，全院皆然。</translation>
    </message>
    <message>
        <source>Somebody else has the key of this CA: everything that it ever issued is in doubt.</source>
        <translation>该 CA 的密钥已被他人掌握：它签发过的所有证书都不再可信。</translation>
    </message>
    <message>
        <source>The holder left, or the name in the certificate is no longer right. The key itself is safe.</source>
        <translation>持证人已离开，或证书中的名称已不准确。密钥本身安全。</translation>
    </message>
    <message>
        <source>Another certificate has taken its place. The key itself is safe.</source>
        <translation>已由另一张证书替换。密钥本身安全。</translation>
    </message>
    <message>
        <source>Nobody uses it any more: the device is scrapped, the service shut down. The key itself is safe.</source>
        <translation>不再使用：设备已报废或业务系统已关停。密钥本身安全。</translation>
    </message>
    <message>
        <source>Relying servers refuse it at once, as if it were revoked, but this can be lifted by two officers.</source>
        <translation>依赖方服务器立即拒绝该证书，与吊销相同；但经两人签名可以恢复。</translation>
    </message>
    <message>
        <source>A suspension that was lifted; it stands in delta CRLs only.</source>
        <translation>已恢复的暂停；只出现在增量 CRL 中。</translation>
    </message>
    <message>
        <source>What the certificate allowed was taken away, for example after a breach of the rules.</source>
        <translation>证书所赋予的权限已收回，例如因违反规定。</translation>
    </message>
    <message>
        <source>For attribute certificates only, which this house does not issue.</source>
        <translation>仅用于属性证书，本院不签发。</translation>
    </message>
    <message>
        <source>✓ CRL %1 of %2 lists it: revoked since %3. Asked: %4</source>
        <comment>number, date, date, address</comment>
        <translation>✓ %2 的第 %1 号 CRL 已列入：自 %3 起吊销。查询地址：%4</translation>
    </message>
    <message>
        <source>✗ CRL %1 of %2 does not list it. Asked: %3</source>
        <comment>number, date, address</comment>
        <translation>✗ %2 的第 %1 号 CRL 未列入。查询地址：%3</translation>
    </message>
    <message>
        <source>✓ OCSP answers: revoked since %1. Asked: %2</source>
        <comment>date, address</comment>
        <translation>✓ OCSP 应答：自 %1 起吊销。查询地址：%2</translation>
    </message>
    <message>
        <source>✗ OCSP does not call it revoked. Asked: %1</source>
        <translation>✗ OCSP 未应答为已吊销。查询地址：%1</translation>
    </message>
    <message>
        <source>✓ %1 serves another certificate now.</source>
        <translation>✓ %1 现在出示的是另一张证书。</translation>
    </message>
    <message>
        <source>! %1 still serves it: replace it there. Clients that check refuse it.</source>
        <translation>! %1 仍在使用它：请在该处更换。会检查状态的客户端将拒绝它。</translation>
    </message>
    <message>
        <source>✗ %1 does not answer.</source>
        <translation>✗ %1 没有应答。</translation>
    </message>
    <message>
        <source>✗ What %1 says proves nothing: %2</source>
        <comment>address, why</comment>
        <translation>✗ %1 的应答不能作为证明：%2</translation>
    </message>
    <message>
        <source>In force in the journal, but nobody can see it: nothing answers at %1. Run “hufuctl serve” on the computer with this address, or bring the CRL to the web server there; then verify again.</source>
        <translation>在日志中已生效，但外界看不到：%1 没有应答。请在该地址所在的计算机上运行 “hufuctl serve”，或将 CRL 放到该处的 Web 服务器上，然后重新验证。</translation>
    </message>
    <message>
        <source>✗ OCSP at %1 gives an old answer, and none to this question.</source>
        <translation>✗ %1 的 OCSP 给出的是旧应答，并未回答本次询问。</translation>
    </message>
    <message>
        <source>What is told at %1 is old: a cache in between keeps it, or the server there does not follow the journal. Whoever asks there is still told that it is good. Empty the cache, which must keep nothing of this address, or look at the server; then verify again.</source>
        <translation>%1 给出的是旧状态：中间有缓存保留了它，或该处的服务器没有跟上审计日志。在该处查询的一方仍会得到“有效”。请清空缓存（该地址的内容不得缓存），或检查该服务器，然后再次验证。</translation>
    </message>
</context>
<context>
    <name>RoleText</name>
    <message>
        <source>applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>department head</source>
        <translation>科室负责人</translation>
    </message>
    <message>
        <source>security administrator</source>
        <translation>安全管理员</translation>
    </message>
    <message>
        <source>key custodian</source>
        <translation>密钥保管员</translation>
    </message>
    <message>
        <source>audit administrator</source>
        <translation>审计管理员</translation>
    </message>
    <message>
        <source>system administrator</source>
        <translation>系统管理员</translation>
    </message>
    <message>
        <source>all roles</source>
        <translation>所有角色</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>between the roles of one person</extracomment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>hufu::AuditPage</name>
    <message>
        <source>Entry %1</source>
        <translation>记录 %1</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希值</translation>
    </message>
    <message>
        <source>Hash before</source>
        <translation>前一条哈希值</translation>
    </message>
    <message>
        <source>Signed command</source>
        <translation>已签名的命令</translation>
    </message>
    <message>
        <source>The command could not be read: %1</source>
        <translation>无法读取该命令：%1</translation>
    </message>
    <message>
        <source>Export the audit log</source>
        <translation>导出审计日志</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Exporting the audit log…</source>
        <translation>正在导出审计日志…</translation>
    </message>
    <message>
        <source>Every change, who made it and when. It has not been verified since this house was opened.</source>
        <translation>每次更改的内容、操作人和时间。自本次打开机构以来尚未校验。</translation>
    </message>
    <message numerus="yes">
        <source>Verified: %n entries, and none was changed, removed or put in.</source>
        <translation>
            <numerusform>校验通过：共 %n 条记录，无更改、移除或插入。</numerusform>
        </translation>
    </message>
    <message>
        <source>The audit log is broken. What was found stands below; keep a copy of the home folder as evidence.</source>
        <translation>审计日志已损坏。发现的问题列于下方；请保留一份数据目录的副本作为证据。</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Filter entries</source>
        <translation>筛选记录</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>As CSV…</source>
        <translation>导出为 CSV…</translation>
    </message>
    <message>
        <source>As JSON…</source>
        <translation>导出为 JSON…</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Kind of entry</source>
        <translation>记录类型</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>所有类型</translation>
    </message>
    <message>
        <source>the authority</source>
        <translation>签发机构</translation>
    </message>
    <message>
        <source>Written as</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Security and audit administrators export the log.</source>
        <translation>日志由安全管理员和审计管理员导出。</translation>
    </message>
    <message>
        <source>Verifying chain, checkpoints, signatures, certificates and pages…</source>
        <translation>正在校验哈希链、检查点、签名、证书和数据库页…</translation>
    </message>
    <message>
        <source>The entries hold, but the database is damaged. Restore the latest backup, and have the disk checked.</source>
        <translation>记录完好，但数据库已损坏。请恢复最近的备份，并检查磁盘。</translation>
    </message>
</context>
<context>
    <name>hufu::AuthoritiesPage</name>
    <message>
        <source>Export its certificate…</source>
        <translation>导出其证书…</translation>
    </message>
    <message>
        <source>Show it in the inventory</source>
        <translation>在证书台账中显示</translation>
    </message>
    <message>
        <source>Export the certificate of a CA</source>
        <translation>导出 CA 证书</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt)</source>
        <translation>PEM 文件 (*.pem *.crt)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>part, state</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Made in pilot mode, with one signature: to be confirmed or replaced when pilot mode ends.</source>
        <translation>单人试用期间由一人签名建立：结束试用时须确认或更换。</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效时间</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>The authority is making its key and certificate. If that takes more than a minute, something keeps it from doing so; it then stands at the top of this page.</source>
        <translation>正在生成其密钥和证书。若超过一分钟，说明有事情妨碍，原因会显示在本页上方。</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Key kept in</source>
        <translation>密钥存放</translation>
    </message>
    <message>
        <source>Permitted domains</source>
        <translation>允许的域名</translation>
    </message>
    <message>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Certificates issued</source>
        <translation>已签发证书</translation>
    </message>
    <message>
        <source>Revoked or suspended</source>
        <translation>已吊销或暂停</translation>
    </message>
    <message>
        <source>CRL</source>
        <translation>CRL</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>签署时间</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>有效至</translation>
    </message>
    <message>
        <source>No CRL yet.</source>
        <translation>尚无 CRL。</translation>
    </message>
    <message>
        <source>OCSP responder</source>
        <translation>OCSP 响应器</translation>
    </message>
    <message>
        <source>Its certificate until</source>
        <translation>其证书有效期至</translation>
    </message>
    <message>
        <source>The root answers by CRL alone.</source>
        <translation>根 CA 只发布 CRL，不提供 OCSP。</translation>
    </message>
    <message>
        <source>No responder yet.</source>
        <translation>尚无响应器。</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>OCSP</source>
        <translation>OCSP</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>指纹 (SHA-256)</translation>
    </message>
    <message>
        <source>To compare</source>
        <translation>用于核对</translation>
    </message>
    <message>
        <source>Security administrators and key custodians set up a CA.</source>
        <translation>CA 由安全管理员和密钥保管员建立。</translation>
    </message>
    <message>
        <source>No own CA yet.</source>
        <translation>尚无自建 CA。</translation>
    </message>
    <message numerus="yes">
        <source>%n CRL(s) run out soon or have run out</source>
        <translation>
            <numerusform>%n 个 CRL 即将失效或已失效</numerusform>
        </translation>
    </message>
    <message>
        <source>The CRL of %1 has run out: relying servers refuse every client now.</source>
        <translation>%1 的 CRL 已失效：依赖方服务器现在拒绝所有客户端。</translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Relying servers refuse every client in %1 if no new CRL comes.</source>
        <comment>%1: 6 days</comment>
        <translation>若没有新的 CRL，依赖方服务器将在 %1后拒绝所有客户端。</translation>
    </message>
    <message numerus="yes">
        <source>%n CA(s) are being made.</source>
        <translation>
            <numerusform>正在建立 %n 个 CA。</numerusform>
        </translation>
    </message>
    <message>
        <source>No CRL has been signed yet.</source>
        <translation>尚未签署任何 CRL。</translation>
    </message>
    <message>
        <source>Own CA</source>
        <translation>自建 CA</translation>
    </message>
    <message>
        <source>Set up another CA…</source>
        <translation>再建立 CA…</translation>
    </message>
    <message>
        <source>Export certificate…</source>
        <translation>导出证书…</translation>
    </message>
    <message>
        <source>Set up the own CA…</source>
        <translation>建立自建 CA…</translation>
    </message>
    <message>
        <source>No own CA yet</source>
        <translation>尚无自建 CA</translation>
    </message>
    <message>
        <source>Servers inside the house, USBKeys and devices get their certificates from the house&apos;s own CA. Setting one up takes five minutes and two officers: a security administrator, and another one or a key custodian.</source>
        <translation>院内服务器、USBKey 和设备的证书由自建 CA 签发。建立只需五分钟和两个人：一名安全管理员，以及另一名安全管理员或密钥保管员。</translation>
    </message>
    <message>
        <source>Enter the PIN of its token…</source>
        <translation>输入其令牌的 PIN…</translation>
    </message>
    <message>
        <source>PKCS#11 library</source>
        <translation>PKCS#11 库</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::AuthorityTableModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Key kept in</source>
        <translation>密钥存放</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Certificate until</source>
        <translation>证书有效期至</translation>
    </message>
    <message>
        <source>CRL number</source>
        <translation>CRL 编号</translation>
    </message>
    <message>
        <source>CRL good until</source>
        <translation>CRL 有效至</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>已吊销</translation>
    </message>
    <message>
        <source>not yet made</source>
        <translation>尚未生成</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>date and time left</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>run out</source>
        <translation>已失效</translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>剩余 %n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>剩余 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Root</source>
        <translation>根 CA</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>People and devices</source>
        <translation>人员与设备</translation>
    </message>
    <message>
        <source>SM2 with SM3</source>
        <translation>SM2（SM3）</translation>
    </message>
    <message>
        <source>being made</source>
        <translation>正在建立</translation>
    </message>
    <message>
        <source>active</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>已吊销</translation>
    </message>
    <message>
        <source>vault, encrypted</source>
        <translation>加密保险库</translation>
    </message>
    <message>
        <source>token %1</source>
        <comment>PKCS#11 token; %1: its name</comment>
        <translation>令牌 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>剩余 %n 分钟</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::BarChart</name>
    <message>
        <source>%1: %2</source>
        <extracomment>tooltip of a bar: %1 its period or name, %2 the figure, e.g. &quot;week of 30 Nov: 12&quot;</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Copy the figures</source>
        <translation>复制数据</translation>
    </message>
</context>
<context>
    <name>hufu::BatchDialog</name>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
        <source>Choose the list</source>
        <translation>选择名单</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.tsv *.txt)</source>
        <translation>CSV 文件 (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation>已保存到 %1。</translation>
    </message>
    <message>
        <source>Issue USBKeys one after the other</source>
        <translation>批量发放 USBKey</translation>
    </message>
    <message>
        <source>A list as CSV with the columns name, staff number, department, certificate role, and if wanted days (姓名, 工号, 科室, 持证角色, 天数). Who already has a USBKey of this role is left out, so the same list goes on after any interruption.</source>
        <translation>CSV 名单，列为：姓名、工号、科室、持证角色，可另加天数。已有该角色 USBKey 的人自动跳过，因此中断后用同一份名单即可继续。</translation>
    </message>
    <message>
        <source>No list yet.</source>
        <translation>还没有名单。</translation>
    </message>
    <message>
        <source>%1 people, %2 have theirs, %3 lines cannot be done.</source>
        <translation>共 %1 人，%2 人已有，%3 行无法处理。</translation>
    </message>
    <message>
        <source>Choose the list…</source>
        <translation>选择名单…</translation>
    </message>
    <message>
        <source>People of the list</source>
        <translation>名单中的人员</translation>
    </message>
    <message>
        <source>Sign the list and begin</source>
        <translation>签署名单并开始</translation>
    </message>
    <message>
        <source>Write the USBKey</source>
        <translation>写入 USBKey</translation>
    </message>
    <message>
        <source>Skip this person</source>
        <translation>跳过此人</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Pause: go on later</source>
        <translation>暂停，以后继续</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>已完成 %1，共 %2</translation>
    </message>
    <message>
        <source>Plug in a USBKey for %1</source>
        <translation>请为%1插入 USBKey</translation>
    </message>
    <message>
        <source>A new one, or one from stock that was wiped.</source>
        <translation>新的，或擦除后在库的。</translation>
    </message>
    <message>
        <source>Number %1, which was begun for them.</source>
        <translation>编号 %1，已为此人开始。</translation>
    </message>
    <message>
        <source>Not this one: a USBKey for %1</source>
        <translation>不是这个：请为%1插入 USBKey</translation>
    </message>
    <message>
        <source>%1 chooses a PIN</source>
        <translation>请%1设定 PIN</translation>
    </message>
    <message>
        <source>USBKey %1. Turn the keyboard over and look away.</source>
        <translation>USBKey %1。请递过键盘并回避。</translation>
    </message>
    <message>
        <source>Wait: it is written for %1</source>
        <translation>请稍候：正在为%1写入</translation>
    </message>
    <message>
        <source>Leave it in. If it is pulled out nothing is lost.</source>
        <translation>请勿拔出。即使拔出也不会丢失内容。</translation>
    </message>
    <message>
        <source>Done: take it out</source>
        <translation>完成：请拔出</translation>
    </message>
    <message>
        <source>USBKey %1 is handed over. The next one follows when it is out.</source>
        <translation>USBKey %1 已交付。拔出后继续下一个。</translation>
    </message>
    <message>
        <source>The list is through</source>
        <translation>名单已完成</translation>
    </message>
    <message>
        <source>%1 of %2 have their USBKey.</source>
        <translation>%2 人中 %1 人已领 USBKey。</translation>
    </message>
    <message>
        <source>Stop after this step</source>
        <translation>本步骤完成后停止</translation>
    </message>
</context>
<context>
    <name>hufu::BatchModel</name>
    <message>
        <source>line %1 cannot be done: %2</source>
        <translation>第 %1 行无法处理：%2</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>begun, not handed over</source>
        <translation>已开始，未交付</translation>
    </message>
    <message>
        <source>has it</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Certificate role</source>
        <translation>持证角色</translation>
    </message>
    <message>
        <source>USBKey</source>
        <translation>USBKey</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>hufu::CaSetupDialog</name>
    <message>
        <source>%1 Root CA</source>
        <comment>name of a CA</comment>
        <translation>%1根 CA</translation>
    </message>
    <message>
        <source>%1 Server CA</source>
        <comment>name of a CA</comment>
        <translation>%1服务器 CA</translation>
    </message>
    <message>
        <source>%1 Client CA</source>
        <comment>name of a CA</comment>
        <translation>%1客户端 CA</translation>
    </message>
    <message>
        <source>Small, quick, understood by everything of the last ten years. The right choice unless something speaks against it.</source>
        <translation>小巧快速，近十年的系统都支持。没有特殊要求就选它。</translation>
    </message>
    <message>
        <source>As P-256 with a larger margin; signing takes about five times as long. Where a rule asks for 192 bits of security.</source>
        <translation>与 P-256 相同但余量更大，签名耗时约五倍。用于要求 192 位安全强度的场合。</translation>
    </message>
    <message>
        <source>For devices that know no elliptic curves. Certificates are three times as large, signing is slow.</source>
        <translation>用于不支持椭圆曲线的设备。证书约大三倍，签名较慢。</translation>
    </message>
    <message>
        <source>RSA with a larger margin, slower again. Making the keys takes some seconds.</source>
        <translation>余量更大的 RSA，更慢。生成密钥需数秒。</translation>
    </message>
    <message>
        <source>What Chinese commercial cryptography rules ask for (GB/T 32918). Browsers and servers need software that knows it; ordinary ones refuse it.</source>
        <translation>符合商用密码要求（GB/T 32918）。浏览器和服务器须使用支持国密的软件，普通软件不接受。</translation>
    </message>
    <message>
        <source>1 of 3: what is set up, and for whom</source>
        <translation>第 1 步，共 3 步：建立什么，为谁建立</translation>
    </message>
    <message>
        <source>2 of 3: keys, terms and addresses</source>
        <translation>第 2 步，共 3 步：密钥、期限和地址</translation>
    </message>
    <message>
        <source>3 of 3: two officers sign</source>
        <translation>第 3 步，共 3 步：双人签名</translation>
    </message>
    <message numerus="yes">
        <source>Sign and set up the remaining %n CA(s)</source>
        <translation>
            <numerusform>签名并建立其余 %n 个 CA</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign and set up %n CA(s)</source>
        <translation>
            <numerusform>签名并建立 %n 个 CA</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose at least one CA to set up.</source>
        <translation>请至少选择一个要建立的 CA。</translation>
    </message>
    <message>
        <source>The issuing CAs need a root that is active: set up the root too.</source>
        <translation>签发 CA 需要有效的根 CA：请一并建立根 CA。</translation>
    </message>
    <message>
        <source>Each CA needs a name of at most 64 characters.</source>
        <translation>每个 CA 都要有名称，最多 64 个字符。</translation>
    </message>
    <message>
        <source>Two CAs cannot have the same name: names are how people and certificates tell them apart.</source>
        <translation>两个 CA 不能同名：人和证书都靠名称区分它们。</translation>
    </message>
    <message>
        <source>The organization&apos;s name is missing; it stands in every certificate.</source>
        <translation>缺少单位名称；它写入每张证书。</translation>
    </message>
    <message>
        <source>The place is missing; certificates of servers name it.</source>
        <translation>缺少所在地；服务器证书中要写明。</translation>
    </message>
    <message>
        <source>The country is two letters, such as CN.</source>
        <translation>国家为两个字母，如 CN。</translation>
    </message>
    <message>
        <source>An issuing CA cannot outlive its root: give the root more years, or the others fewer.</source>
        <translation>签发 CA 的期限不能超过根 CA：请延长根 CA 年限，或缩短其他 CA 年限。</translation>
    </message>
    <message>
        <source>Domains are names such as hospital.example, one a line, without * and without an address.</source>
        <translation>域名形如 hospital.example，每行一个，不含 *，也不能是地址。</translation>
    </message>
    <message>
        <source>The address for CRL and OCSP begins with http:// (not https: checking a certificate must not need another one) and names a host.</source>
        <translation>CRL 和 OCSP 的地址须以 http:// 开头（不用 https：检查证书不应再依赖另一张证书），并写明主机。</translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%1&lt;/b&gt;: %2, %3, %n year(s)</source>
        <comment>name, part, algorithm</comment>
        <translation>
            <numerusform>&lt;b&gt;%1&lt;/b&gt;：%2，%3，%n 年</numerusform>
        </translation>
    </message>
    <message>
        <source>These are set up, one after the other, each signed by you and the second signer:</source>
        <translation>将依次建立以下 CA，每个都由您和复核人签名：</translation>
    </message>
    <message>
        <source>The servers&apos; CA certifies names in %1 and no others.</source>
        <translation>服务器 CA 只为 %1 内的名称签发证书。</translation>
    </message>
    <message>
        <source>Names, terms and addresses stand in the certificates and cannot be changed later. Nothing trusts a new root by itself: its certificate goes into the trust stores of servers and workstations.</source>
        <translation>名称、期限和地址写入证书，以后不能更改。新的根 CA 不会自动受信任：须将其证书装入服务器和工作站的信任库。</translation>
    </message>
    <message>
        <source>Setting up %1…</source>
        <translation>正在建立 %1…</translation>
    </message>
    <message>
        <source>Waiting until %1 has its certificate…</source>
        <translation>正在等待 %1 的证书…</translation>
    </message>
    <message>
        <source>Set up the own CA</source>
        <translation>建立自建 CA</translation>
    </message>
    <message>
        <source>A root signs nothing but the CAs below it. Servers get their certificates from one of them, people and devices from another, so that no server&apos;s key ever passes for a person&apos;s.</source>
        <translation>根 CA 只为下级 CA 签名。服务器证书和人员、设备证书分别由两个下级 CA 签发，服务器的密钥因此不会被当作人员的密钥。</translation>
    </message>
    <message>
        <source>Its certificate goes into every trust store; its key is used a few times a year.</source>
        <translation>其证书装入所有信任库；其密钥每年只用几次。</translation>
    </message>
    <message>
        <source>Issues certificates for servers of the house.</source>
        <translation>为院内服务器签发证书。</translation>
    </message>
    <message>
        <source>Issues certificates for USBKeys, workstations and devices.</source>
        <translation>为 USBKey、工作站和设备签发证书。</translation>
    </message>
    <message>
        <source>Name of the CA: %1</source>
        <comment>%1: its part</comment>
        <translation>CA 名称：%1</translation>
    </message>
    <message>
        <source>%1 is active and signs the others. A second root is for another algorithm.</source>
        <translation>%1 有效，由它签发其他 CA。另建根 CA 用于其他算法。</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>所在地</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>The keys are made by the authority and kept in its vault, encrypted; no officer ever holds one.</source>
        <translation>密钥由系统生成并加密存放在保险库中，任何人员都不持有。</translation>
    </message>
    <message>
        <source>Years of the root</source>
        <translation>根 CA 年限</translation>
    </message>
    <message>
        <source>Years of the others</source>
        <translation>其他 CA 年限</translation>
    </message>
    <message>
        <source>Permitted domains</source>
        <translation>允许的域名</translation>
    </message>
    <message>
        <source>For the servers&apos; CA, one a line. Then even a stolen key of it certifies nothing outside. Empty: any name.</source>
        <translation>用于服务器 CA，每行一个。即使其密钥被盗，也不能为域外名称签发证书。留空：不限。</translation>
    </message>
    <message>
        <source>Address for CRL and OCSP</source>
        <translation>CRL 和 OCSP 地址</translation>
    </message>
    <message>
        <source>Stands in every certificate: where relying servers ask whether it is revoked. Take a name that will last as long as the root.</source>
        <translation>写入每张证书：依赖方服务器在此查询是否已吊销。请用与根 CA 同样长久的名称。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The keys are made in the token and cannot leave it: not even who takes over this computer can copy them.</source>
        <translation>密钥在令牌内生成且无法导出：即使有人控制了这台电脑，也复制不走密钥。</translation>
    </message>
    <message>
        <source>Tokens make no SM2 keys: PKCS#11 has no mechanism for them. Keep the keys in the vault, or choose another algorithm.</source>
        <translation>令牌无法生成 SM2 密钥：PKCS#11 没有对应的机制。请将密钥保存在保险库，或选择其他算法。</translation>
    </message>
    <message>
        <source>Choose the token in which the keys are to lie.</source>
        <translation>请选择存放密钥的令牌。</translation>
    </message>
    <message>
        <source>Their keys are made in the token %1, each under a label of its own.</source>
        <translation>它们的密钥在令牌 %1 内生成，各用自己的标签。</translation>
    </message>
    <message>
        <source>Keys kept in</source>
        <translation>密钥保存位置</translation>
    </message>
    <message>
        <source>the vault, encrypted</source>
        <translation>保险库（加密）</translation>
    </message>
    <message>
        <source>a PKCS#11 token (HSM, TPM)</source>
        <translation>PKCS#11 令牌（HSM、TPM）</translation>
    </message>
    <message>
        <source>&lt;b&gt;The servers&apos; CA may certify any name.&lt;/b&gt; Whoever gets hold of its key can pass for every server there is. Go back and enter the house&apos;s domains, unless it has to certify others: they cannot be limited later.</source>
        <translation>&lt;b&gt;服务器 CA 可以签发任何名称的证书。&lt;/b&gt;谁拿到它的密钥，就能冒充任何服务器。除非它确需为其他域名签发，请返回填写本单位的域名；以后无法再限定。</translation>
    </message>
</context>
<context>
    <name>hufu::CanaryBox</name>
    <message>
        <source>No server is registered where a canary could try to get in: name them in Settings, under Policy.</source>
        <translation>没有登记可供探测证书试探的服务器：请在“设置”的“策略”中填写。</translation>
    </message>
    <message numerus="yes">
        <source>A canary is ready until %1. It is revoked along with what is lost, and tries to get in at %n server(s).</source>
        <translation>
            <numerusform>探测证书已就绪，有效至 %1。它将与失窃的证书一同吊销，并在 %n 台服务器上尝试进入。</numerusform>
        </translation>
    </message>
    <message>
        <source>A canary is ordered, and waits to be approved like any request.</source>
        <translation>探测证书已申请，与其他申请一样等待批准。</translation>
    </message>
    <message numerus="yes">
        <source>No canary is ready. It is a certificate to be revoked along with what is lost, which proves that %n server(s) refuse it.</source>
        <translation>
            <numerusform>没有就绪的探测证书。它与失窃的证书一同吊销，用来证明 %n 台服务器已拒绝。</numerusform>
        </translation>
    </message>
    <message>
        <source>Service that the canary is requested for</source>
        <translation>为哪个业务申请探测证书</translation>
    </message>
    <message>
        <source>Order a canary</source>
        <translation>申请探测证书</translation>
    </message>
</context>
<context>
    <name>hufu::CardDeedText</name>
    <message>
        <source>Take into stock…</source>
        <translation>入库…</translation>
    </message>
    <message>
        <source>Issue…</source>
        <translation>发证…</translation>
    </message>
    <message>
        <source>Go on with issuing…</source>
        <translation>继续发证…</translation>
    </message>
    <message>
        <source>Renew…</source>
        <translation>更新…</translation>
    </message>
    <message>
        <source>Change the PIN…</source>
        <translation>修改 PIN…</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>解锁…</translation>
    </message>
    <message>
        <source>Suspend…</source>
        <translation>暂停…</translation>
    </message>
    <message>
        <source>Lift the suspension…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Report lost…</source>
        <translation>报失…</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>收回…</translation>
    </message>
    <message>
        <source>Wipe…</source>
        <translation>擦除…</translation>
    </message>
    <message>
        <source>Note as destroyed…</source>
        <translation>登记销毁…</translation>
    </message>
    <message>
        <source>Take into stock</source>
        <translation>入库</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>发证</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>修改 PIN</translation>
    </message>
    <message>
        <source>Release the PUK and set the PIN</source>
        <translation>释放 PUK 并重设 PIN</translation>
    </message>
    <message numerus="yes">
        <source>Suspend %n certificate(s)</source>
        <translation>
            <numerusform>暂停 %n 张证书</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lift the suspension of %n certificate(s)</source>
        <translation>
            <numerusform>恢复 %n 张证书</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Report lost, revoke %n certificate(s)</source>
        <translation>
            <numerusform>报失并吊销 %n 张证书</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take back, revoke %n certificate(s)</source>
        <translation>
            <numerusform>收回并吊销 %n 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>Wipe the USBKey</source>
        <translation>擦除 USBKey</translation>
    </message>
    <message>
        <source>Note as destroyed</source>
        <translation>登记销毁</translation>
    </message>
    <message>
        <source>Take a USBKey into stock</source>
        <translation>USBKey 入库</translation>
    </message>
    <message>
        <source>Issue a USBKey</source>
        <translation>USBKey 发证</translation>
    </message>
    <message>
        <source>Go on with issuing a USBKey</source>
        <translation>继续 USBKey 发证</translation>
    </message>
    <message>
        <source>Renew a USBKey</source>
        <translation>更新 USBKey</translation>
    </message>
    <message>
        <source>Change the PIN of a USBKey</source>
        <translation>修改 USBKey 的 PIN</translation>
    </message>
    <message>
        <source>Unlock a USBKey</source>
        <translation>解锁 USBKey</translation>
    </message>
    <message>
        <source>Suspend a USBKey</source>
        <translation>暂停 USBKey</translation>
    </message>
    <message>
        <source>Lift the suspension of a USBKey</source>
        <translation>恢复 USBKey</translation>
    </message>
    <message>
        <source>Report a USBKey lost</source>
        <translation>USBKey 报失</translation>
    </message>
    <message>
        <source>Take a USBKey back</source>
        <translation>收回 USBKey</translation>
    </message>
    <message>
        <source>Wipe a USBKey</source>
        <translation>擦除 USBKey</translation>
    </message>
    <message>
        <source>Note a USBKey as destroyed</source>
        <translation>登记 USBKey 销毁</translation>
    </message>
    <message>
        <source>The register gets a line for it. Nothing on the USBKey is changed.</source>
        <translation>台账增加一行，USBKey 上的内容不变。</translation>
    </message>
    <message>
        <source>The holder&apos;s own affair: only the USBKey is asked, and nothing stands in the audit log.</source>
        <translation>这是持有人自己的事：只与 USBKey 交互，不写入审计日志。</translation>
    </message>
    <message>
        <source>Two officers release its PUK for one hour. With it the holder sets a new PIN, and the USBKey gets a new PUK. Keys and certificates stay.</source>
        <translation>两人释放 PUK，一小时内有效。持有人借此设定新的 PIN，USBKey 随即换用新的 PUK。密钥和证书不变。</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) are put on hold at once; the suspension can be lifted by two officers.</source>
        <translation>
            <numerusform>%n 张证书立即暂停；两人可以恢复。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) are valid again. Two officers sign.</source>
        <translation>
            <numerusform>%n 张证书恢复有效，须两人签署。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) are revoked for good, with the reason “key compromised”. This cannot be undone, also when the USBKey is found again.</source>
        <translation>
            <numerusform>%n 张证书以“密钥泄露”为由永久吊销。即使找回 USBKey，也无法撤回。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) are revoked for good. Afterwards the USBKey is wiped and can be issued again.</source>
        <translation>
            <numerusform>%n 张证书永久吊销。之后擦除 USBKey，即可重新发放。</numerusform>
        </translation>
    </message>
    <message>
        <source>All keys and certificates on it are erased for ever; it is in stock again, as its maker delivered it.</source>
        <translation>上面的全部密钥和证书被永久清除；它恢复出厂状态，重新入库。</translation>
    </message>
    <message>
        <source>It leaves the register&apos;s stock for good. This cannot be undone.</source>
        <translation>它永久退出库存，无法撤回。</translation>
    </message>
    <message>
        <source>The holder forgot the PIN</source>
        <translation>持有人忘记 PIN</translation>
    </message>
    <message>
        <source>The holder is away</source>
        <translation>持有人暂时离岗</translation>
    </message>
    <message>
        <source>The holder is back</source>
        <translation>持有人已返岗</translation>
    </message>
    <message>
        <source>The holder reported it lost</source>
        <translation>持有人报告遗失</translation>
    </message>
    <message>
        <source>The holder handed it back</source>
        <translation>持有人交回</translation>
    </message>
    <message>
        <source>To be issued again</source>
        <translation>重新发放</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>Only %1 may do this.</source>
        <comment>a role</comment>
        <translation>只有%1可以这样做。</translation>
    </message>
    <message>
        <source>Plug this USBKey into a reader first.</source>
        <translation>请先把这个 USBKey 插入读卡器。</translation>
    </message>
    <message>
        <source>Temporary USBKey…</source>
        <translation>临时 USBKey…</translation>
    </message>
    <message>
        <source>Issue a temporary USBKey</source>
        <translation>签发临时 USBKey</translation>
    </message>
    <message>
        <source>The holder forgot the USBKey at home</source>
        <translation>持有人忘带 USBKey</translation>
    </message>
</context>
<context>
    <name>hufu::CardForm</name>
    <message>
        <source>Working with the USBKey. Leave it in…</source>
        <translation>正在操作 USBKey，请勿拔出…</translation>
    </message>
    <message>
        <source>Signing and sending…</source>
        <translation>正在签名并提交…</translation>
    </message>
    <message>
        <source>USBKey %1 is in stock.</source>
        <translation>USBKey %1 已入库。</translation>
    </message>
    <message>
        <source>USBKey %1 has a new PIN.</source>
        <translation>USBKey %1 的 PIN 已修改。</translation>
    </message>
    <message>
        <source>USBKey %1 is unlocked; it has a new PIN and a new PUK.</source>
        <translation>USBKey %1 已解锁，PIN 和 PUK 都已更换。</translation>
    </message>
    <message>
        <source>USBKey %1 is suspended.</source>
        <translation>USBKey %1 已暂停。</translation>
    </message>
    <message>
        <source>USBKey %1 is valid again.</source>
        <translation>USBKey %1 已恢复有效。</translation>
    </message>
    <message>
        <source>USBKey %1 is reported lost; its certificates are revoked.</source>
        <translation>USBKey %1 已报失，证书已吊销。</translation>
    </message>
    <message>
        <source>USBKey %1 was taken back; its certificates are revoked.</source>
        <translation>USBKey %1 已收回，证书已吊销。</translation>
    </message>
    <message>
        <source>USBKey %1 is wiped and in stock.</source>
        <translation>USBKey %1 已擦除并入库。</translation>
    </message>
    <message>
        <source>USBKey %1 is noted as destroyed.</source>
        <translation>USBKey %1 已登记销毁。</translation>
    </message>
    <message>
        <source>USBKey %1, %2</source>
        <comment>number, model</comment>
        <translation>USBKey %1，%2</translation>
    </message>
    <message>
        <source>USBKey %1 of %2, %3</source>
        <comment>number, name, department</comment>
        <translation>USBKey %1，持有人%2，%3</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>PIN it has now</source>
        <translation>现在的 PIN</translation>
    </message>
    <message>
        <source>One try is left. If it is wrong, the USBKey blocks itself and has to be unlocked.</source>
        <translation>只剩一次机会。再输错，USBKey 将锁死，须解锁。</translation>
    </message>
    <message numerus="yes">
        <source>%n tries are left.</source>
        <translation>
            <numerusform>还可试 %n 次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its PUK has %n tries left; the console enters it, nobody sees it.</source>
        <translation>
            <numerusform>PUK 还可试 %n 次；由控制台输入，谁也看不到。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stops as soon as this step is done…</source>
        <translation>本步骤完成后立即停止…</translation>
    </message>
    <message>
        <source>Stop before the next step</source>
        <translation>在下一步之前停止</translation>
    </message>
</context>
<context>
    <name>hufu::CardPrompt</name>
    <message>
        <source>USBKey wanted</source>
        <translation>请插入 USBKey</translation>
    </message>
    <message>
        <source>Put your own USBKey back into the reader, %1. Without it Hufu locks.</source>
        <translation>%1，请把您自己的 USBKey 插回读卡器。否则虎符将锁定。</translation>
    </message>
    <message>
        <source>%1 signs too: put their USBKey into a reader. Where there is only one reader, it may take the place of yours.</source>
        <translation>%1 也要签名：请插入其 USBKey。只有一个读卡器时，可先取下您的 USBKey。</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>Do not sign</source>
        <translation>不签名</translation>
    </message>
</context>
<context>
    <name>hufu::CardTableModel</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>持有人</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Certificate role</source>
        <translation>持证角色</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>状态起始</translation>
    </message>
    <message>
        <source>Certificates until</source>
        <translation>证书有效至</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
</context>
<context>
    <name>hufu::CardsPage</name>
    <message>
        <source>USBKey %1</source>
        <translation>USBKey %1</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>持有人</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Certificate role</source>
        <translation>持证角色</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>In this state since</source>
        <translation>进入此状态</translation>
    </message>
    <message>
        <source>Just now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>in the reader %1; %2</source>
        <translation>在读卡器 %1 中；%2</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>发证单</translation>
    </message>
    <message>
        <source>%1; lapses %2</source>
        <translation>%1；%2 失效</translation>
    </message>
    <message>
        <source>PUK released until</source>
        <translation>PUK 释放至</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>无。</translation>
    </message>
    <message>
        <source>until %1 (%2)</source>
        <translation>至 %1（%2）</translation>
    </message>
    <message>
        <source>Show it in the inventory</source>
        <translation>在台账中查看</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>the authority</source>
        <translation>签发机构</translation>
    </message>
    <message>
        <source>Older entries stand in the audit log.</source>
        <translation>更早的记录见审计日志。</translation>
    </message>
    <message>
        <source>No USBKey is registered yet.</source>
        <translation>台账中还没有 USBKey。</translation>
    </message>
    <message numerus="yes">
        <source>%n USBKey(s) are overdue: with their holders, and their certificates have ended.</source>
        <translation>
            <numerusform>%n 个 USBKey 逾期：仍在持有人手中，而证书已到期。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 USBKeys, %2 with their holders.</source>
        <translation>共 %1 个 USBKey，%2 个在持有人手中。</translation>
    </message>
    <message numerus="yes">
        <source>%n USBKey(s) are overdue</source>
        <translation>
            <numerusform>%n 个 USBKey 逾期</numerusform>
        </translation>
    </message>
    <message>
        <source>All (%1)</source>
        <translation>全部（%1）</translation>
    </message>
    <message>
        <source>In stock (%1)</source>
        <translation>在库（%1）</translation>
    </message>
    <message>
        <source>With holders (%1)</source>
        <translation>在用（%1）</translation>
    </message>
    <message>
        <source>Overdue (%1)</source>
        <translation>逾期（%1）</translation>
    </message>
    <message>
        <source>No certificate role yet. A USBKey is issued under one: it says what the holder is, and stands in the certificates.</source>
        <translation>还没有持证角色。USBKey 按持证角色发放：它说明持有人是什么人，并写入证书。</translation>
    </message>
    <message>
        <source>What holders of USBKeys are; it stands in their certificates, and servers let in by it. Two officers sign every change.</source>
        <translation>USBKey 持有人是什么人；写入证书，服务器据此放行。每次变更须两人签署。</translation>
    </message>
    <message>
        <source>USBKey</source>
        <translation>USBKey</translation>
    </message>
    <message>
        <source>Filter by number, holder, department, role</source>
        <translation>按编号、持有人、科室、角色筛选</translation>
    </message>
    <message>
        <source>Filter USBKeys</source>
        <translation>筛选 USBKey</translation>
    </message>
    <message>
        <source>Issue a USBKey…</source>
        <translation>发证…</translation>
    </message>
    <message>
        <source>Card register</source>
        <translation>USBKey 台账</translation>
    </message>
    <message>
        <source>Certificate roles</source>
        <translation>持证角色</translation>
    </message>
    <message>
        <source>Which USBKeys are shown</source>
        <translation>显示哪些 USBKey</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Plug a USBKey in and take it into stock, or issue it at once: then it stands here for good.</source>
        <translation>插入 USBKey 并入库，或直接发证：之后它就一直列在这里。</translation>
    </message>
    <message>
        <source>Batch…</source>
        <translation>批量发证…</translation>
    </message>
    <message>
        <source>Out of use (%1)</source>
        <translation>停用（%1）</translation>
    </message>
    <message>
        <source>Temporary</source>
        <translation>临时</translation>
    </message>
    <message numerus="yes">
        <source>for %n hour(s), issued by one officer alone</source>
        <translation>
            <numerusform>有效 %n 小时，由一名管理员单独签发</numerusform>
        </translation>
    </message>
    <message>
        <source>Temporary USBKeys (%1 to review)</source>
        <translation>临时 USBKey（%1 个待复核）</translation>
    </message>
    <message>
        <source>Temporary USBKeys</source>
        <translation>临时 USBKey</translation>
    </message>
</context>
<context>
    <name>hufu::CeremoniesPage</name>
    <message>
        <source>Go on with it…</source>
        <translation>继续…</translation>
    </message>
    <message>
        <source>Abort it…</source>
        <translation>中止…</translation>
    </message>
    <message>
        <source>Save the minutes…</source>
        <translation>保存记录…</translation>
    </message>
    <message>
        <source>Aborted: %1</source>
        <translation>已中止：%1</translation>
    </message>
    <message>
        <source>It was not brought to its end within twelve hours. It can only be aborted.</source>
        <translation>未在十二小时内完成，只能中止。</translation>
    </message>
    <message>
        <source>It is open: it goes on at the step where it stopped.</source>
        <translation>仪式进行中：从中断的步骤继续。</translation>
    </message>
    <message>
        <source>The shares of its package are void: it was replaced or destroyed.</source>
        <translation>该备份包的密钥分量已作废：已被替换或销毁。</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>计划时间</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>介质</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>备份包</translation>
    </message>
    <message>
        <source>%1 (not exportable)</source>
        <translation>%1（不可导出）</translation>
    </message>
    <message>
        <source>the house up to entry %1</source>
        <translation>机构数据，至日志条目 %1</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Number and parameters</source>
        <translation>编号与参数</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <comment>name of a script</comment>
        <translation>%1，版本 %2</translation>
    </message>
    <message>
        <source>SHA-256 of all parameters</source>
        <translation>全部参数的 SHA-256</translation>
    </message>
    <message>
        <source>People</source>
        <translation>参加人</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>主持人</translation>
    </message>
    <message>
        <source>signed at the roll call, %1</source>
        <translation>开始时签名，%1</translation>
    </message>
    <message>
        <source>signed at the end, %1</source>
        <translation>结束时签名，%1</translation>
    </message>
    <message>
        <source>Custodian</source>
        <translation>密钥保管员</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>见证人</translation>
    </message>
    <message>
        <source>Needed together</source>
        <translation>门限（同时需要）</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>so many custodians of so many</comment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>✓ %1, %2</source>
        <comment>initials, time</comment>
        <translation>✓ %1，%2</translation>
    </message>
    <message>
        <source>Exception: %1</source>
        <translation>例外：%1</translation>
    </message>
    <message>
        <source>Abort the ceremony</source>
        <translation>中止仪式</translation>
    </message>
    <message>
        <source>What was encrypted for it is deleted; what was done stays on record. Why is it aborted?</source>
        <translation>为本次仪式加密的内容将被删除；已完成的步骤保留在记录中。中止的原因：</translation>
    </message>
    <message>
        <source>Folder for the minutes</source>
        <translation>保存记录的文件夹</translation>
    </message>
    <message numerus="yes">
        <source>The last restore test was on %1: another is due (every %n day(s)).</source>
        <translation>
            <numerusform>上次恢复测试：%1；应再次进行（每 %n 天一次）。</numerusform>
        </translation>
    </message>
    <message>
        <source>The last restore test was on %1; the next is due by %2.</source>
        <translation>上次恢复测试：%1；下一次不晚于 %2。</translation>
    </message>
    <message>
        <source>No restore test was ever held: whether the backup gives anything back is not known.</source>
        <translation>从未进行过恢复测试：备份能否恢复尚不可知。</translation>
    </message>
    <message>
        <source>There is no backup of the house yet that a restore test could try.</source>
        <translation>还没有可供恢复测试的机构备份。</translation>
    </message>
    <message numerus="yes">
        <source>%n ceremony(ies) are open.</source>
        <translation>
            <numerusform>%n 个仪式进行中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) need a ceremony.</source>
        <translation>
            <numerusform>%n 项需要举行仪式。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is backed up, and it was tried that the backup gives it back.</source>
        <translation>全部已备份，并已通过恢复测试。</translation>
    </message>
    <message>
        <source>Ceremonies</source>
        <translation>密钥仪式</translation>
    </message>
    <message>
        <source>Plan a ceremony…</source>
        <translation>计划仪式…</translation>
    </message>
    <message>
        <source>Plan a restore test…</source>
        <translation>计划恢复测试…</translation>
    </message>
    <message>
        <source>Go on with the open one…</source>
        <translation>继续进行中的仪式…</translation>
    </message>
    <message>
        <source>What must be backed up</source>
        <translation>需要备份的内容</translation>
    </message>
    <message>
        <source>Ceremonies held</source>
        <translation>仪式记录</translation>
    </message>
    <message>
        <source>None was held yet. The first puts the keys of the own CA and the house on two media for the safe: two custodians and a witness, half an hour.</source>
        <translation>尚未举行过仪式。第一次仪式把自有 CA 的私钥和机构数据写入两个介质并存入保险柜：两位密钥保管员、一位见证人，约半小时。</translation>
    </message>
    <message>
        <source>The authority made it by itself, to the custodians of the last ceremony. To restore from it takes their quorum all the same.</source>
        <translation>由签发机构自动制作，加密给上一次仪式的密钥保管员；恢复时同样需要达到门限。</translation>
    </message>
    <message>
        <source>Filed papers</source>
        <translation>已归档文件</translation>
    </message>
    <message>
        <source>Attach a photograph…</source>
        <translation>附上照片…</translation>
    </message>
    <message>
        <source>A photograph or a signed sheet</source>
        <translation>照片或签字单</translation>
    </message>
    <message>
        <source>There is no own CA yet whose keys would have to be backed up.</source>
        <translation>还没有自有 CA，没有需要备份的私钥。</translation>
    </message>
    <message>
        <source>No ceremony can be held from here: the authority has moved to a server, or this house can only be read.</source>
        <translation>此处无法举行仪式：签发机构已迁移到服务器，或本机构的数据只能读取。</translation>
    </message>
</context>
<context>
    <name>hufu::CeremonyForm</name>
    <message>
        <source>Script of the house&apos;s own</source>
        <translation>本机构自己的脚本</translation>
    </message>
    <message>
        <source>Script (*.json)</source>
        <translation>脚本 (*.json)</translation>
    </message>
    <message>
        <source>Folder of the medium</source>
        <translation>介质的文件夹</translation>
    </message>
    <message>
        <source>Medium with the package</source>
        <translation>存有备份包的介质</translation>
    </message>
    <message>
        <source>%1 (not exportable)</source>
        <translation>%1（不可导出）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name, department</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a person, why they are excluded</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>of %1, %2 of %3</source>
        <comment>a package: when, quorum</comment>
        <translation>%1，%2/%3</translation>
    </message>
    <message>
        <source>Version %1, SHA-256 %2</source>
        <comment>of a script</comment>
        <translation>版本 %1，SHA-256 %2</translation>
    </message>
    <message>
        <source>Administrator: %1. Plans the ceremony, notes each step, and signs its end together with the witness.</source>
        <translation>主持人：%1。计划仪式、记录每个步骤，并与见证人共同签名结束。</translation>
    </message>
    <message numerus="yes">
        <source>%n custodian(s) get one share each, and prove it usable before the end; any %1 of them give the keys back, fewer learn nothing.</source>
        <translation>
            <numerusform>%n 位密钥保管员各得一份密钥分量，并在结束前证明可用；其中任意 %1 位可恢复密钥，少于此数则一无所知。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The package needs %n custodian(s) who hold a share of it; they open it in this room.</source>
        <translation>
            <numerusform>该备份包需要 %n 位持有其密钥分量的保管员在现场打开。</numerusform>
        </translation>
    </message>
    <message>
        <source>Each signs twice, at the roll call and at the end, over all parameters: nothing can be swapped in between.</source>
        <translation>每人在开始和结束时各签名一次，签名覆盖全部参数：其间任何内容都不能被替换。</translation>
    </message>
    <message>
        <source>The witness is an audit administrator, no custodian, and not the administrator.</source>
        <translation>见证人必须是审计管理员，不是密钥保管员，也不是主持人。</translation>
    </message>
    <message>
        <source>Nobody is two: the same person, or the same key, cannot stand for two. Pilot mode waives none of this.</source>
        <translation>一人不能充当两人：同一人或同一密钥不能算作两个。试用模式也不放宽这些规则。</translation>
    </message>
    <message numerus="yes">
        <source>%n other(s): no key custodians</source>
        <translation>
            <numerusform>其他 %n 人：不是密钥保管员</numerusform>
        </translation>
    </message>
    <message>
        <source>Excluded as custodians</source>
        <translation>不能作为密钥保管员</translation>
    </message>
    <message>
        <source>The rules allow this plan.</source>
        <translation>规则允许此计划。</translation>
    </message>
    <message>
        <source>Still missing: two custodians, a witness, a medium.</source>
        <translation>尚缺：两位密钥保管员、一位见证人、一个介质。</translation>
    </message>
    <message>
        <source>Save the script to print it</source>
        <translation>保存脚本以便打印</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Plan a ceremony</source>
        <translation>计划仪式</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Own: %1</source>
        <translation>自有：%1</translation>
    </message>
    <message>
        <source>Own script…</source>
        <translation>自有脚本…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Keys of</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>备份包</translation>
    </message>
    <message>
        <source>Folder of the medium that is inserted</source>
        <translation>已插入介质的文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Custodians</source>
        <translation>密钥保管员</translation>
    </message>
    <message>
        <source>Needed together</source>
        <translation>门限（同时需要）</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>见证人</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>介质</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>The rule for this plan</source>
        <translation>此计划适用的规则</translation>
    </message>
    <message>
        <source>Sign the plan and begin</source>
        <translation>签署计划并开始</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The house as well: journal, certificates, escrowed keys</source>
        <translation>连同机构数据：日志、证书、保险库（含托管私钥）</translation>
    </message>
</context>
<context>
    <name>hufu::CeremonyStage</name>
    <message>
        <source>Signing the plan…</source>
        <translation>正在签署计划…</translation>
    </message>
    <message>
        <source>Reading where it stands…</source>
        <translation>正在读取进度…</translation>
    </message>
    <message>
        <source>Signing…</source>
        <translation>正在签名…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Writing it down…</source>
        <translation>正在记录…</translation>
    </message>
    <message>
        <source>Abort the ceremony</source>
        <translation>中止仪式</translation>
    </message>
    <message>
        <source>What was encrypted for it is deleted; what was done stays on record. Why is it aborted?</source>
        <translation>为本次仪式加密的内容将被删除；已完成的步骤保留在记录中。中止的原因：</translation>
    </message>
    <message>
        <source>Aborting…</source>
        <translation>正在中止…</translation>
    </message>
    <message>
        <source>Writing the minutes…</source>
        <translation>正在写入记录…</translation>
    </message>
    <message>
        <source>Folder for the minutes</source>
        <translation>保存记录的文件夹</translation>
    </message>
    <message>
        <source>Encrypt the keys</source>
        <translation>加密私钥</translation>
    </message>
    <message>
        <source>Write the package to the media</source>
        <translation>将备份包写入介质</translation>
    </message>
    <message>
        <source>Read the package back</source>
        <translation>读回备份包</translation>
    </message>
    <message>
        <source>Read the package on the medium</source>
        <translation>读取介质上的备份包</translation>
    </message>
    <message>
        <source>Put the keys back</source>
        <translation>恢复私钥</translation>
    </message>
    <message>
        <source>Restore into a scratch authority</source>
        <translation>恢复到临时签发机构</translation>
    </message>
    <message>
        <source>Serve the restored house and ask it</source>
        <translation>启动恢复的机构并查询</translation>
    </message>
    <message>
        <source>Close the ceremony</source>
        <translation>结束仪式</translation>
    </message>
    <message>
        <source>Open my share and sign</source>
        <translation>打开我的密钥分量并签名</translation>
    </message>
    <message>
        <source>Open my share</source>
        <translation>打开我的密钥分量</translation>
    </message>
    <message>
        <source>I am here: sign</source>
        <translation>我在现场：签名</translation>
    </message>
    <message>
        <source>○  %1, %2: not yet</source>
        <comment>name, part</comment>
        <translation>○  %1，%2：尚未签名</translation>
    </message>
    <message>
        <source>✓  %1, %2: signed at %3</source>
        <comment>name, part, time</comment>
        <translation>✓  %1，%2：已签名，%3</translation>
    </message>
    <message>
        <source>custodian</source>
        <translation>密钥保管员</translation>
    </message>
    <message>
        <source>witness</source>
        <translation>见证人</translation>
    </message>
    <message>
        <source>Ceremony</source>
        <translation>仪式</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>All steps are done</source>
        <translation>所有步骤已完成</translation>
    </message>
    <message>
        <source>Script %1, version %2. Parameters: %3</source>
        <comment>name, number, spoken words</comment>
        <translation>脚本 %1，版本 %2。参数：%3</translation>
    </message>
    <message>
        <source>Checked: %1</source>
        <translation>核验：%1</translation>
    </message>
    <message>
        <source>%1: passphrase</source>
        <comment>a name</comment>
        <translation>%1：口令</translation>
    </message>
    <message>
        <source>Say what differed from the script. Then administrator and witness sign the end.</source>
        <translation>说明与脚本不一致之处；随后主持人和见证人签名结束仪式。</translation>
    </message>
    <message>
        <source>✓ The ceremony is closed. The authority has signed the minutes.</source>
        <translation>✓ 仪式已结束，签发机构已签署记录。</translation>
    </message>
    <message>
        <source>The ceremony was aborted: %1</source>
        <translation>仪式已中止：%1</translation>
    </message>
    <message>
        <source>Leave it open</source>
        <translation>暂时离开</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>%1 of 30:00</source>
        <comment>a stopwatch</comment>
        <translation>%1 / 30:00</translation>
    </message>
    <message>
        <source>Both languages</source>
        <translation>双语对照</translation>
    </message>
    <message>
        <source>Abort…</source>
        <translation>中止…</translation>
    </message>
    <message>
        <source>Save the minutes to a folder…</source>
        <translation>保存记录到文件夹…</translation>
    </message>
    <message>
        <source>Initials of who acted</source>
        <translation>操作人签名缩写</translation>
    </message>
    <message>
        <source>What differed from the script (empty: nothing)</source>
        <translation>与脚本不一致之处（无则留空）</translation>
    </message>
    <message>
        <source>This step is done</source>
        <translation>本步骤完成</translation>
    </message>
    <message>
        <source>%1: PIN of USBKey %2</source>
        <comment>name, number of the USBKey</comment>
        <translation>%1：USBKey %2 的 PIN</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>hufu::CeremonyTableModel</name>
    <message>
        <source>Ceremony</source>
        <translation>仪式</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>计划时间</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>主持人</translation>
    </message>
    <message>
        <source>Quorum</source>
        <translation>门限</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>备份包</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>so many custodians of so many</comment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>%1, void</source>
        <comment>a package whose shares were replaced or destroyed</comment>
        <translation>%1，已作废</translation>
    </message>
    <message>
        <source>the authority</source>
        <translation>签发机构</translation>
    </message>
</context>
<context>
    <name>hufu::CeremonyText</name>
    <message>
        <source>Key backup</source>
        <translation>私钥备份</translation>
    </message>
    <message>
        <source>Restore test</source>
        <translation>恢复测试</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Change of custodians</source>
        <translation>更换密钥保管员</translation>
    </message>
    <message>
        <source>Destruction</source>
        <translation>销毁</translation>
    </message>
    <message>
        <source>lapsed</source>
        <comment>a ceremony: can only be aborted</comment>
        <translation>已过期</translation>
    </message>
    <message>
        <source>open</source>
        <comment>a ceremony</comment>
        <translation>进行中</translation>
    </message>
    <message>
        <source>closed</source>
        <comment>a ceremony: came to its end</comment>
        <translation>已完成</translation>
    </message>
    <message>
        <source>aborted</source>
        <comment>a ceremony</comment>
        <translation>已中止</translation>
    </message>
    <message>
        <source>The administrator acts</source>
        <translation>主持人操作</translation>
    </message>
    <message>
        <source>The custodians act</source>
        <translation>密钥保管员操作</translation>
    </message>
    <message>
        <source>The witness acts</source>
        <translation>见证人操作</translation>
    </message>
    <message>
        <source>Everybody acts</source>
        <translation>全体操作</translation>
    </message>
    <message>
        <source>backed up</source>
        <translation>已备份</translation>
    </message>
    <message>
        <source>due</source>
        <translation>应备份</translation>
    </message>
    <message>
        <source>not backed up</source>
        <translation>未备份</translation>
    </message>
    <message>
        <source>not exportable</source>
        <translation>不可导出</translation>
    </message>
    <message>
        <source>Key of %1</source>
        <translation>%1 的私钥</translation>
    </message>
    <message>
        <source>The house: journal, certificates, vault</source>
        <translation>机构数据：日志、证书、保险库</translation>
    </message>
    <message>
        <source>Every custodian will be needed: one lost card or passphrase loses the backup.</source>
        <translation>恢复时需要每一位密钥保管员：丢失一张卡或忘记一个口令，备份即失效。</translation>
    </message>
    <message>
        <source>There is one medium only: when it fails there is no backup.</source>
        <translation>只有一个介质：介质损坏则没有备份。</translation>
    </message>
    <message>
        <source>A key lies in a token that gives none out. It will not be in the package: back it up by the token&apos;s own means, or plan to issue anew.</source>
        <translation>有私钥保存在不可导出的令牌中，不会进入备份包：请用令牌自身的方法备份，或计划重新签发。</translation>
    </message>
    <message>
        <source>is no key custodian</source>
        <translation>不是密钥保管员</translation>
    </message>
    <message>
        <source>has no key for shares yet: they get it when they open the console</source>
        <translation>还没有分量密钥：本人打开控制台时获得</translation>
    </message>
    <message>
        <source>is no audit administrator</source>
        <translation>不是审计管理员</translation>
    </message>
    <message>
        <source>Automatic backup</source>
        <translation>自动备份</translation>
    </message>
</context>
<context>
    <name>hufu::CertificateActions</name>
    <message numerus="yes">
        <source>Copy %n fingerprint(s)</source>
        <translation>
            <numerusform>复制 %n 个指纹</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n serial number(s)</source>
        <translation>
            <numerusform>复制 %n 个序列号</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n certificate(s) as PEM</source>
        <translation>
            <numerusform>以 PEM 格式复制 %n 张证书</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n row(s) as JSON</source>
        <translation>
            <numerusform>以 JSON 格式复制 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Show certificates with the same key</source>
        <translation>显示使用相同密钥的证书</translation>
    </message>
    <message>
        <source>Show its findings</source>
        <translation>显示其问题项</translation>
    </message>
    <message>
        <source>Show service “%1”</source>
        <translation>显示业务系统“%1”</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) as CSV for spreadsheets…</source>
        <translation>
            <numerusform>%n 张证书，导出为 CSV（用于电子表格）…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) as JSON…</source>
        <translation>
            <numerusform>%n 张证书，导出为 JSON…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) themselves as PEM…</source>
        <translation>
            <numerusform>%n 张证书本身，导出为 PEM…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) copied.</source>
        <translation>
            <numerusform>已复制 %n 行。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) copied as PEM.</source>
        <translation>
            <numerusform>已以 PEM 格式复制 %n 张证书。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied as JSON.</source>
        <translation>
            <numerusform>已以 JSON 格式复制 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export certificates</source>
        <translation>导出证书</translation>
    </message>
    <message>
        <source>certificates</source>
        <translation>证书</translation>
    </message>
    <message numerus="yes">
        <source>Exporting %n certificate(s)…</source>
        <translation>
            <numerusform>正在导出 %n 张证书…</numerusform>
        </translation>
    </message>
    <message>
        <source>Save this certificate</source>
        <translation>保存此证书</translation>
    </message>
    <message>
        <source>Issuance report (PDF)…</source>
        <translation>签发报告（PDF）…</translation>
    </message>
    <message>
        <source>Put its key in escrow…</source>
        <translation>托管其私钥…</translation>
    </message>
    <message>
        <source>Recover its key from escrow…</source>
        <translation>恢复其托管私钥…</translation>
    </message>
</context>
<context>
    <name>hufu::CertificateHtml</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <extracomment>what a certificate is: %1 its purpose, %2 its class, %3 its key</extracomment>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>digital signature</source>
        <translation>数字签名</translation>
    </message>
    <message>
        <source>non-repudiation</source>
        <translation>不可否认</translation>
    </message>
    <message>
        <source>key encipherment</source>
        <translation>密钥加密</translation>
    </message>
    <message>
        <source>data encipherment</source>
        <translation>数据加密</translation>
    </message>
    <message>
        <source>key agreement</source>
        <translation>密钥协商</translation>
    </message>
    <message>
        <source>signing certificates</source>
        <translation>证书签名</translation>
    </message>
    <message>
        <source>signing CRLs</source>
        <translation>CRL 签名</translation>
    </message>
    <message>
        <source>encipher only</source>
        <translation>仅加密</translation>
    </message>
    <message>
        <source>decipher only</source>
        <translation>仅解密</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>TLS server</source>
        <translation>TLS 服务器</translation>
    </message>
    <message>
        <source>TLS client</source>
        <translation>TLS 客户端</translation>
    </message>
    <message>
        <source>code signing</source>
        <translation>代码签名</translation>
    </message>
    <message>
        <source>e-mail protection</source>
        <translation>电子邮件保护</translation>
    </message>
    <message>
        <source>time stamping</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>OCSP signing</source>
        <translation>OCSP 签名</translation>
    </message>
    <message>
        <source>smart card logon</source>
        <translation>智能卡登录</translation>
    </message>
    <message>
        <source>any purpose</source>
        <translation>任意用途</translation>
    </message>
    <message>
        <source>others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>none: modern software does not accept it for servers</source>
        <translation>无：现代软件不接受其用于服务器</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>验证类别</translation>
    </message>
    <message>
        <source>inferred from the subject, not stated by a policy of the certificate</source>
        <translation>根据主体推断，证书策略中未声明</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效时间</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>到期时间</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Key usage</source>
        <translation>密钥用法</translation>
    </message>
    <message>
        <source>Extended key usage</source>
        <translation>扩展密钥用法</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>指纹（SHA-256）</translation>
    </message>
    <message>
        <source>Key fingerprint (SHA-256)</source>
        <translation>密钥指纹（SHA-256）</translation>
    </message>
    <message>
        <source>Superseded by</source>
        <translation>替代证书</translation>
    </message>
    <message>
        <source>Other certificates with the same key</source>
        <translation>使用相同密钥的其他证书</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>扩展项</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>关键</translation>
    </message>
    <message>
        <source>Not checked against roots: this computer has no list of trusted authorities.</source>
        <translation>未对照根证书检查：此计算机没有受信任机构列表。</translation>
    </message>
    <message>
        <source>Trusted: the chain ends in a root that this computer trusts.</source>
        <translation>受信任：证书链终止于此计算机信任的根证书。</translation>
    </message>
    <message>
        <source>Not trusted: the certificate signed itself and this computer does not know it as a root.</source>
        <translation>不受信任：该证书为自签名，且此计算机未将其列为根证书。</translation>
    </message>
    <message>
        <source>Not trusted: the certificate of the issuer is missing. Import it: %1</source>
        <translation>不受信任：缺少颁发者的证书。请导入：%1</translation>
    </message>
    <message>
        <source>Not trusted: “%1” has expired.</source>
        <translation>不受信任：“%1”已过期。</translation>
    </message>
    <message>
        <source>Not trusted: “%1” is not valid yet.</source>
        <translation>不受信任：“%1”尚未生效。</translation>
    </message>
    <message>
        <source>Not trusted: the signature on “%1” is wrong.</source>
        <translation>不受信任：“%1”上的签名错误。</translation>
    </message>
    <message>
        <source>Not trusted: “%1” uses a key or digest that is too weak.</source>
        <translation>不受信任：“%1”使用的密钥或摘要算法强度过低。</translation>
    </message>
    <message>
        <source>Not trusted: “%1” may not issue certificates.</source>
        <translation>不受信任：“%1”无权签发证书。</translation>
    </message>
    <message>
        <source>Not trusted: “%1” breaks a constraint of its issuer.</source>
        <translation>不受信任：“%1”违反了其颁发者的约束。</translation>
    </message>
    <message>
        <source>Not trusted by this computer: the chain is complete, but its root “%1” is not among the trusted ones.</source>
        <translation>不受此计算机信任：证书链完整，但其根证书“%1”不在受信任之列。</translation>
    </message>
    <message>
        <source>Not trusted: “%1” has a critical extension that is not understood.</source>
        <translation>不受信任：“%1”含有无法识别的关键扩展项。</translation>
    </message>
    <message>
        <source>Not trusted: the chain could not be verified.</source>
        <translation>不受信任：无法校验证书链。</translation>
    </message>
    <message>
        <source>Checked at %1, without asking whether a certificate was revoked.</source>
        <translation>检查时间：%1，未查询证书是否已被吊销。</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>trusted by this computer</source>
        <translation>受此计算机信任</translation>
    </message>
    <message>
        <source>not in the inventory</source>
        <translation>不在证书台账中</translation>
    </message>
    <message>
        <source>this certificate</source>
        <translation>本证书</translation>
    </message>
    <message>
        <source>Technical reason</source>
        <translation>技术原因</translation>
    </message>
    <message>
        <source>No rule of the house is broken by this certificate.</source>
        <translation>此证书未违反本机构规则。</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>观察到的情况</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>业务系统</translation>
    </message>
    <message>
        <source>Belongs to no service. A service claims it once one of its host names is covered by this certificate.</source>
        <translation>不属于任何业务系统。业务系统的任一主机名被此证书覆盖时，即会将其归入该业务系统。</translation>
    </message>
    <message>
        <source>patient data</source>
        <translation>患者数据</translation>
    </message>
    <message>
        <source>Seen at</source>
        <translation>发现位置</translation>
    </message>
    <message>
        <source>its private key lies there too</source>
        <translation>其私钥也在此处</translation>
    </message>
    <message>
        <source>seen %1</source>
        <extracomment>%1 first time, %2 latest time</extracomment>
        <translation>发现于 %1</translation>
    </message>
    <message>
        <source>first seen %1, last seen %2</source>
        <translation>首次发现于 %1，最近发现于 %2</translation>
    </message>
    <message>
        <source>The journal names no entry for it.</source>
        <translation>审计日志中没有与其相关的记录。</translation>
    </message>
    <message>
        <source>Replaced by</source>
        <translation>已被以下证书替换</translation>
    </message>
    <message>
        <source>Nothing uses this one any more, as far as was seen: its expiry raises no alert.</source>
        <translation>据所见，已无处使用此证书：其到期不再预警。</translation>
    </message>
    <message>
        <source>The new one has not been seen wherever this one is at work: until then this one&apos;s expiry counts.</source>
        <translation>新证书尚未在此证书的所有使用处出现：在此之前，此证书的到期仍会预警。</translation>
    </message>
    <message>
        <source>Replaces</source>
        <translation>替换了</translation>
    </message>
    <message>
        <source>From the journal: how it came to be, the entries that saw it first and last at each place, and what became of it; newest first.</source>
        <translation>来自审计日志：证书的由来、在各处首次和最近一次看到它的记录，以及后来的处置；最新的在前。</translation>
    </message>
    <message>
        <source>the authority</source>
        <translation>签发机构</translation>
    </message>
    <message>
        <source>Entry %1: %2</source>
        <extracomment>a journal entry: %1 its number, %2 what happened, a sentence</extracomment>
        <translation>第 %1 号记录：%2</translation>
    </message>
    <message>
        <source>Key in escrow</source>
        <translation>密钥托管</translation>
    </message>
</context>
<context>
    <name>hufu::CertificatePanel</name>
    <message>
        <source>Parts of the details</source>
        <translation>详情的各部分</translation>
    </message>
    <message>
        <source>Details of the certificate</source>
        <translation>证书详情</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>证书链</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题项</translation>
    </message>
    <message>
        <source>Findings (%1)</source>
        <translation>问题项（%1）</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Full text</source>
        <translation>全文</translation>
    </message>
    <message>
        <source>✓ chain trusted</source>
        <translation>✓ 证书链受信任</translation>
    </message>
    <message>
        <source>✗ chain not trusted</source>
        <translation>✗ 证书链不受信任</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Worst finding</source>
        <translation>最严重问题项</translation>
    </message>
</context>
<context>
    <name>hufu::CertificateRoleTableModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>证书模板</translation>
    </message>
    <message>
        <source>Keys on the USBKey</source>
        <translation>USBKey 上的密钥</translation>
    </message>
    <message>
        <source>Longest term</source>
        <translation>最长期限</translation>
    </message>
    <message>
        <source>Opens</source>
        <translation>可访问业务</translation>
    </message>
    <message>
        <source>For people of</source>
        <translation>适用科室</translation>
    </message>
    <message>
        <source>USBKeys</source>
        <translation>USBKey 数</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>none named</source>
        <translation>未指定</translation>
    </message>
    <message>
        <source>any department</source>
        <translation>不限科室</translation>
    </message>
</context>
<context>
    <name>hufu::CertificateSaver</name>
    <message>
        <source>PEM, the certificate alone…</source>
        <translation>PEM，仅此证书…</translation>
    </message>
    <message>
        <source>PEM with its chain, for servers…</source>
        <translation>PEM，含证书链，供服务器使用…</translation>
    </message>
    <message>
        <source>DER, the certificate alone…</source>
        <translation>DER，仅此证书…</translation>
    </message>
    <message>
        <source>PKCS#7 (P7B) with its chain…</source>
        <translation>PKCS#7（P7B），含证书链…</translation>
    </message>
    <message>
        <source>Save the certificate</source>
        <translation>保存证书</translation>
    </message>
    <message>
        <source>Save the issuance report</source>
        <translation>保存签发报告</translation>
    </message>
    <message>
        <source>Issuance report %1</source>
        <comment>name of a file</comment>
        <translation>签发报告 %1</translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation>已保存到 %1。</translation>
    </message>
</context>
<context>
    <name>hufu::CertificateTableModel</name>
    <message>
        <source>Subject</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期时间</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>剩余天数</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>签发时间</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>验证类别</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>业务系统</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名算法</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题项</translation>
    </message>
    <message>
        <source>Seen at</source>
        <translation>发现位置</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>指纹(SHA-256)</translation>
    </message>
</context>
<context>
    <name>hufu::CloseNotice</name>
    <message>
        <source>“%1”: clients are refused from %2 on (%3).</source>
        <comment>CA, date, e.g. 6 days left</comment>
        <translation>“%1”:自 %2 起客户端将被拒绝(%3)。</translation>
    </message>
    <message>
        <source>The house&apos;s own CA works inside this console. While Hufu is closed nothing is issued and no CRL is signed anew:</source>
        <translation>本单位的自建 CA 在此控制台内运行。虎符关闭期间不签发证书，也不重新签署 CRL：</translation>
    </message>
    <message>
        <source>Open Hufu again before that. Where “hufuctl serve” runs for this house, it goes on answering OCSP and signing CRLs by itself; this console answers no OCSP.</source>
        <translation>请在此之前重新打开虎符。如果为本单位运行着 “hufuctl serve”，它会继续应答 OCSP 并自行签署 CRL；本控制台不应答 OCSP。</translation>
    </message>
    <message>
        <source>While locked, this console holds no key of the CA either: it signs no CRL.</source>
        <translation>锁定期间，本控制台也不持有 CA 的密钥：不签署 CRL。</translation>
    </message>
    <message>
        <source>Close Hufu</source>
        <translation>关闭虎符</translation>
    </message>
    <message>
        <source>Do not ask again today</source>
        <translation>今天不再询问</translation>
    </message>
    <message>
        <source>Keep it open</source>
        <translation>保持打开</translation>
    </message>
</context>
<context>
    <name>hufu::CollectionMenu</name>
    <message>
        <source>Saved filters</source>
        <translation>已保存的筛选条件</translation>
    </message>
    <message>
        <source>Saved filters, %1 is chosen</source>
        <translation>已保存的筛选条件，当前选中 %1</translation>
    </message>
    <message>
        <source>Filters kept under a name; alerts and reports can refer to them.</source>
        <translation>以名称保存的筛选条件，预警和报表可以引用。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a saved filter and how many certificates it selects</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>No filter saved yet</source>
        <translation>尚未保存筛选条件</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>保存此筛选条件…</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>保存此筛选条件</translation>
    </message>
    <message>
        <source>Save the filter</source>
        <translation>保存筛选条件</translation>
    </message>
    <message>
        <source>Rename “%1”…</source>
        <translation>重命名“%1”…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Rename the filter</source>
        <translation>重命名筛选条件</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete “%1”…</source>
        <translation>删除“%1”…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation>筛选条件名称</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选条件</translation>
    </message>
    <message>
        <source>Delete a saved filter</source>
        <translation>删除已保存的筛选条件</translation>
    </message>
    <message>
        <source>Delete the filter “%1”? The certificates it selects stay as they are.</source>
        <translation>是否删除筛选条件“%1”？其选中的证书保持不变。</translation>
    </message>
    <message>
        <source>Delete the filter</source>
        <translation>删除筛选条件</translation>
    </message>
    <message>
        <source>The filter “%1” is saved.</source>
        <translation>筛选条件“%1”已保存。</translation>
    </message>
    <message>
        <source>The filter is now called “%1”.</source>
        <translation>筛选条件现已更名为“%1”。</translation>
    </message>
    <message>
        <source>The filter “%1” is deleted.</source>
        <translation>筛选条件“%1”已删除。</translation>
    </message>
    <message>
        <source>Queued, not yet in force.</source>
        <translation>待发送，尚未生效。</translation>
    </message>
</context>
<context>
    <name>hufu::CommandPalette</name>
    <message>
        <source>Service</source>
        <translation>业务系统</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n certificates in the inventory</source>
        <translation>
            <numerusform>显示证书台账中的全部 %n 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificate, service, page or command</source>
        <translation>证书、业务系统、页面或命令</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>全局搜索</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>搜索结果</translation>
    </message>
</context>
<context>
    <name>hufu::CopyLabel</name>
    <message>
        <source>Click to copy</source>
        <translation>点击复制</translation>
    </message>
</context>
<context>
    <name>hufu::CosignBox</name>
    <message>
        <source>Another officer has to sign this too (%1), and nobody registered may. People and roles come first.</source>
        <translation>此操作还需一位复核人(%1)签名，但目前无人具备该角色。请先登记人员与角色。</translation>
    </message>
    <message>
        <source>Another officer should sign this too (%1). In pilot mode it also happens without; the audit log then says so.</source>
        <translation>此操作本应由另一位复核人(%1)共同签名。单人试用期间可以不签，审计日志会如实记录。</translation>
    </message>
    <message>
        <source>Another officer has to sign this too (%1), here at this desk.</source>
        <translation>此操作还需一位复核人(%1)在本机签名。</translation>
    </message>
    <message>
        <source>nobody: pilot mode</source>
        <translation>无(单人试用)</translation>
    </message>
    <message>
        <source>Second signer</source>
        <translation>复核人</translation>
    </message>
    <message>
        <source>Their passphrase</source>
        <translation>复核人的口令</translation>
    </message>
    <message>
        <source>Another officer has to sign this too (%1), here or at another desk. Until then it is not in force.</source>
        <translation>还须另一人（%1）在此处或另一台工作站签名，签名之前不生效。</translation>
    </message>
    <message>
        <source>later, at another desk</source>
        <translation>稍后在另一台工作站签名</translation>
    </message>
    <message>
        <source>PIN of their USBKey %1</source>
        <translation>其 USBKey %1 的 PIN</translation>
    </message>
</context>
<context>
    <name>hufu::CoverageTableModel</name>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Backed up</source>
        <translation>备份时间</translation>
    </message>
    <message>
        <source>Quorum</source>
        <translation>门限</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>备份包</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>so many custodians of so many</comment>
        <translation>%1/%2</translation>
    </message>
</context>
<context>
    <name>hufu::DeactivationForm</name>
    <message>
        <source>Deactivate a person</source>
        <translation>停用人员</translation>
    </message>
    <message>
        <source>%1 can then neither sign nor open the house. What they signed before stays valid and stays in the audit log.</source>
        <translation>停用后，%1 不能再签名，也不能再打开本机构。此前的签名仍然有效，并保留在审计日志中。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Sign and deactivate %1</source>
        <translation>签名并停用 %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>hufu::DecisionForm</name>
    <message>
        <source>Your signature alone is enough for this.</source>
        <translation>您一人签名即可。</translation>
    </message>
    <message>
        <source>This stops a great deal. Type the number of certificates, %1, to confirm:</source>
        <translation>影响很大。请输入证书数量 %1 以确认：</translation>
    </message>
    <message numerus="yes">
        <source>Suspend %n certificate(s) now</source>
        <translation>
            <numerusform>立即暂停 %n 张证书</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revoke %n certificate(s) now</source>
        <translation>
            <numerusform>立即吊销 %n 张证书</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Break the glass: suspend %n certificate(s) alone</source>
        <translation>
            <numerusform>破窗：单独暂停 %n 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>One officer alone suspends client certificates only, no other administrator&apos;s, none of a core service, and as many as policy allows.</source>
        <translation>单人只能暂停客户端证书，不得涉及其他管理员和核心业务，数量以策略为限。</translation>
    </message>
    <message>
        <source>Where nobody answers, you may suspend them alone in %1.</source>
        <translation>若无人应答，%1 后您可以单独暂停。</translation>
    </message>
    <message>
        <source>Revoke for good</source>
        <translation>永久吊销</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Not to be trusted since</source>
        <translation>自此时起不可信</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>may be left empty</source>
        <translation>可以留空</translation>
    </message>
    <message>
        <source>Sign, and leave it for a colleague at another desk</source>
        <translation>先签名，留给另一台控制台的同事</translation>
    </message>
    <message>
        <source>Number of certificates, to confirm</source>
        <translation>证书数量（确认用）</translation>
    </message>
    <message>
        <source>The canary is among them: with it the console tries to get in at servers.</source>
        <translation>其中包括探测证书：控制台用它在各服务器上尝试进入。</translation>
    </message>
    <message>
        <source>Nothing of the own CA is chosen in the list on the right.</source>
        <translation>右侧列表中没有选中自建 CA 的证书。</translation>
    </message>
    <message>
        <source>Type the number of certificates first.</source>
        <translation>请先输入证书数量。</translation>
    </message>
    <message>
        <source>The second signer signs above, at this desk, or at another one.</source>
        <translation>还需复核人签名：在上方本机签名，或留给另一台控制台。</translation>
    </message>
    <message>
        <source>Signed at %1, and waits for the signature of a colleague.</source>
        <translation>已于 %1 签名，等待同事签名。</translation>
    </message>
    <message>
        <source>Signed at %1, and queued: it is sent as soon as the server answers, and need not be signed again. To decide otherwise, take it back first.</source>
        <translation>已于 %1 签名并排队：服务器一有应答即发送，无需再次签名。若要另作决定，请先撤回。</translation>
    </message>
    <message>
        <source>It was sent already: the server may have it.</source>
        <translation>它已发送过：服务器可能已收到。</translation>
    </message>
    <message>
        <source>%1 (in %2)</source>
        <extracomment>what a button does, how long until it can be pressed</extracomment>
        <translation>%1（%2 后）</translation>
    </message>
    <message numerus="yes">
        <source>Where nobody answers: %n minute(s) after the emergency was started, one officer alone may suspend client certificates.</source>
        <translation>
            <numerusform>若无人应答：应急启动 %n 分钟后，可由一人单独暂停客户端证书。</numerusform>
        </translation>
    </message>
    <message>
        <source>Breaking the glass is marked loudly, a second security administrator has to review it, and lifting it takes two.</source>
        <translation>破窗会被醒目标记，须由另一名安全管理员复核，解除暂停须两人签名。</translation>
    </message>
    <message>
        <source>Take back what was signed…</source>
        <translation>撤回已签名的决定…</translation>
    </message>
    <message>
        <source>The canary stays out: with it, more would have to be signed or confirmed. Servers are not tried.</source>
        <translation>探测证书未一并处理：加上它就需要更多签名或确认。不会试探服务器。</translation>
    </message>
    <message>
        <source>The glass cannot be broken yet: the start of the emergency itself is still queued, and the time runs from when the server has it.</source>
        <translation>暂时不能破窗：紧急事件的发起本身仍在待发送队列中，等待时间从服务器收到时起算。</translation>
    </message>
</context>
<context>
    <name>hufu::DepositDialog</name>
    <message>
        <source>Dealing the key to the custodians…</source>
        <translation>正在向密钥保管员分发密钥分量…</translation>
    </message>
    <message>
        <source>The key of %1 is in escrow. The file can be destroyed once a backup of the house is in the safe.</source>
        <translation>%1 的私钥已托管。全量备份存入保险柜后，原文件即可销毁。</translation>
    </message>
    <message>
        <source>Put the key of %1 in escrow</source>
        <translation>托管 %1 的私钥</translation>
    </message>
    <message>
        <source>Takes the key out of a PKCS#12 file and deals it to all custodians: several of them together give it back, nobody alone. A custodian signs along. The file stays where it is.</source>
        <translation>从 PKCS#12 文件取出私钥，并分发给全体密钥保管员：须多人共同恢复，任何一人均不能单独恢复。须有一位密钥保管员共同签名。原文件保持不变。</translation>
    </message>
    <message>
        <source>PKCS#12 file</source>
        <translation>PKCS#12 文件</translation>
    </message>
    <message>
        <source>Its passphrase</source>
        <translation>文件口令</translation>
    </message>
    <message>
        <source>Needed together</source>
        <translation>门限（同时需要）</translation>
    </message>
    <message>
        <source>Put it in escrow</source>
        <translation>托管</translation>
    </message>
</context>
<context>
    <name>hufu::DetailPanel</name>
    <message>
        <source>Close the details (Esc)</source>
        <translation>关闭详情（Esc）</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>关闭详情</translation>
    </message>
</context>
<context>
    <name>hufu::EffectBox</name>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Nothing is left to do. How did it end?</source>
        <translation>已无待办事项。结果如何？</translation>
    </message>
    <message>
        <source>Close the emergency</source>
        <translation>结束紧急事件</translation>
    </message>
    <message>
        <source>%1 (%2 after the start)</source>
        <extracomment>a time, and how long after the start of the emergency</extracomment>
        <translation>%1（开始后 %2）</translation>
    </message>
    <message>
        <source>NOT YET IN FORCE</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>WAITS FOR A SECOND SIGNATURE – NOT YET IN FORCE</source>
        <translation>等待复核人签名，尚未生效</translation>
    </message>
    <message>
        <source>VERIFIED: everybody who asks is told</source>
        <translation>已核实：查询者均被告知已吊销</translation>
    </message>
    <message>
        <source>In force, not verified yet</source>
        <translation>已生效，尚未核实</translation>
    </message>
    <message>
        <source>✓ Requested: %1</source>
        <translation>✓ 已提交：%1</translation>
    </message>
    <message>
        <source>✓ Signed, and kept in the outbox; it is tried without pause.</source>
        <translation>✓ 已签名，保存在待发送中，正在不断重试。</translation>
    </message>
    <message>
        <source>✓ In force (CRL and OCSP): %1</source>
        <translation>✓ 已生效（CRL 和 OCSP）：%1</translation>
    </message>
    <message>
        <source>… not in force</source>
        <translation>… 未生效</translation>
    </message>
    <message>
        <source>✓ Verified: %1</source>
        <translation>✓ 已核实：%1</translation>
    </message>
    <message>
        <source>… not verified</source>
        <translation>… 未核实</translation>
    </message>
    <message>
        <source>The server cannot be reached from here. Other ways: sign the same at another console; “hufuctl emergency revoke” on the server; or write the signed command to a file and carry it there: “hufu-server accept FILE” takes it like any other command.</source>
        <translation>从这里无法连接服务器。其他办法：在另一台控制台上签署同样的命令；在服务器上运行“hufuctl emergency revoke”；或将签名命令写入文件带到服务器，用“hufu-server accept FILE”接收，效力与其他命令相同。</translation>
    </message>
    <message>
        <source>Write the signed command to a file…</source>
        <translation>将签名命令写入文件…</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>善后</translation>
    </message>
    <message>
        <source>The canary at servers that ask for client certificates</source>
        <translation>探测证书在要求客户端证书的服务器上的结果</translation>
    </message>
    <message>
        <source>%1 %2 · %3 · %4 · %5</source>
        <extracomment>mark, server, way in, outcome, time since the start</extracomment>
        <translation>%1 %2 · %3 · %4 · %5</translation>
    </message>
    <message>
        <source>What relying servers report</source>
        <translation>依赖方服务器的报告</translation>
    </message>
    <message>
        <source>✓ %1 · checks with the new CRL · %2</source>
        <comment>server, time since the start</comment>
        <translation>✓ %1 · 已按新 CRL 检查 · %2</translation>
    </message>
    <message>
        <source>✗ %1 · does not check with the new CRL yet: look at crl-follow there, or copy the CRL by hand and reload the server.</source>
        <translation>✗ %1 · 尚未按新 CRL 检查：请查看那里的 crl-follow，或手工复制 CRL 并重新加载服务器。</translation>
    </message>
    <message>
        <source>%1 (%2 after the start, %3 after the decision)</source>
        <extracomment>a time, how long after the start of the emergency, and after the decision</extracomment>
        <translation>%1（开始后 %2，决定后 %3）</translation>
    </message>
    <message>
        <source>A SERVER STILL LETS IT IN</source>
        <translation>有服务器仍然放行</translation>
    </message>
    <message>
        <source>VERIFIED: everybody who asks is told, and servers refuse it</source>
        <translation>已核实：查询者均被告知，服务器均已拒绝</translation>
    </message>
    <message>
        <source>Try again with the canary</source>
        <translation>用探测证书再试一次</translation>
    </message>
    <message>
        <source>Replace for 7 days…</source>
        <translation>临时替换 7 天…</translation>
    </message>
    <message>
        <source>Ask for a new one…</source>
        <translation>申请新证书…</translation>
    </message>
    <message>
        <source>Replacement of %1</source>
        <translation>替换 %1</translation>
    </message>
    <message>
        <source>✓ Whoever was revoked has a replacement.</source>
        <translation>✓ 被吊销的都已有替换证书。</translation>
    </message>
    <message numerus="yes">
        <source>Without a certificate now: %n.</source>
        <translation>
            <numerusform>目前没有证书可用：%n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 DECLINES TO SIGN: “%2” – NOT IN FORCE</source>
        <translation>%1 拒绝签名：“%2” – 未生效</translation>
    </message>
    <message numerus="yes">
        <source>%n SERVER(S) DO NOT CHECK WITH IT YET</source>
        <translation>
            <numerusform>%n 台服务器尚未使用新的 CRL</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the proof as a report for others…</source>
        <translation>将证明另存为报告，供他人查看…</translation>
    </message>
    <message numerus="yes">
        <source>GLASS BROKEN: %1 suspended %n certificate(s) alone at %2. Another security administrator has to review it.</source>
        <translation>
            <numerusform>已破窗：%1 于 %2 单独暂停了 %n 张证书。须由另一名安全管理员复核。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was revoked or suspended. Now: talk to %1; or decide otherwise above; or ask another security administrator to sign, here or at another desk. Where nobody does, one officer alone may suspend client certificates, as it says there.</source>
        <translation>没有吊销或暂停任何证书。现在：与 %1 沟通；或在上面另作决定；或请另一名安全管理员在此处或另一台控制台签名。若无人签名，可按上面的说明由一人单独暂停客户端证书。</translation>
    </message>
    <message>
        <source>Every other security administrator who is logged in hears it now, and signs under “Signatures”. Call one by telephone as well: who comes to this desk can sign above.</source>
        <translation>其他已登录的安全管理员现在会听到提示，并在“待签”中签名。同时请打电话：来到本台的人可在上面签名。</translation>
    </message>
    <message>
        <source>%1 Not by you: another security administrator does, here or at their own desk.</source>
        <translation>%1不能由您本人办理：由另一名安全管理员在此处或自己的控制台办理。</translation>
    </message>
    <message>
        <source>VERIFIED: everybody who asks is told. NOT PROVEN at servers</source>
        <translation>已核实：查询者均被告知。服务器上尚未证实</translation>
    </message>
</context>
<context>
    <name>hufu::EmergencyBand</name>
    <message>
        <source>EMERGENCY · %1 · %2</source>
        <comment>what is lost, time since the start</comment>
        <translation>紧急事件 · %1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>NOT YET IN FORCE: %n certificate(s)</source>
        <translation>
            <numerusform>尚未生效：%n 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the emergency</source>
        <translation>查看紧急事件</translation>
    </message>
    <message>
        <source>Emergency revocation</source>
        <translation>紧急吊销</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) in an emergency wait for your signature; until then they are NOT IN FORCE.</source>
        <translation>
            <numerusform>紧急事件中有 %n 项决定等待您签名；在此之前尚未生效。</numerusform>
        </translation>
    </message>
    <message>
        <source>Look and sign…</source>
        <translation>查看并签名…</translation>
    </message>
</context>
<context>
    <name>hufu::EmergencyFiles</name>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Write the signed command</source>
        <translation>写出签名命令</translation>
    </message>
    <message>
        <source>Signed command (*.pem)</source>
        <translation>已签名的命令 (*.pem)</translation>
    </message>
</context>
<context>
    <name>hufu::EmergencyPage</name>
    <message>
        <source>A new emergency</source>
        <translation>新的紧急事件</translation>
    </message>
    <message>
        <source>Open: %1, since %2</source>
        <translation>进行中：%1，自 %2</translation>
    </message>
    <message>
        <source>Closed: %1, %2</source>
        <translation>已结束：%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%n open emergency(ies)</source>
        <translation>
            <numerusform>%n 个进行中的紧急事件</numerusform>
        </translation>
    </message>
    <message>
        <source>Open: %1. Taken up by %2.</source>
        <translation>进行中：%1。受理人：%2。</translation>
    </message>
    <message>
        <source>Closed: %1.</source>
        <translation>已结束：%1。</translation>
    </message>
    <message>
        <source>Something was stolen or lost: say what, look at what it concerns, and stop it.</source>
        <translation>有东西被盗或丢失：说明是什么，查看影响，立即制止。</translation>
    </message>
    <message>
        <source>1  What is lost</source>
        <translation>1  丢失了什么</translation>
    </message>
    <message>
        <source>2  Decide</source>
        <translation>2  决定</translation>
    </message>
    <message>
        <source>3  Effect</source>
        <translation>3  效果</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>报告…</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>紧急吊销</translation>
    </message>
    <message>
        <source>Time since the start</source>
        <translation>已用时间</translation>
    </message>
    <message>
        <source>Practise…</source>
        <translation>演练…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>交接…</translation>
    </message>
    <message numerus="yes">
        <source>Take back the decision on %n certificate(s)? They stay valid then, until another decision is in force.</source>
        <translation>
            <numerusform>撤回对 %n 张证书的决定？在另一项决定生效之前，它们仍然有效。</numerusform>
        </translation>
    </message>
    <message>
        <source>If it is on its way in this very moment, it may still come into force.</source>
        <translation>若它此刻正在发送途中，仍可能生效。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
</context>
<context>
    <name>hufu::EnrolDialog</name>
    <message>
        <source>Enrolling, and bringing the journal here…</source>
        <translation>正在注册并接收审计日志…</translation>
    </message>
    <message>
        <source>Enrol at the lifecycle server</source>
        <translation>注册到生命周期服务器</translation>
    </message>
    <message>
        <source>Enrol this computer</source>
        <translation>注册本机</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>hufu::ErrorBox</name>
    <message>
        <source>Technical details</source>
        <translation>技术详情</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>hufu::EscrowDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>hufu::FindingTableModel</name>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>问题项</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期时间</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>业务系统</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Source of the rule</source>
        <translation>规则来源</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>观察到的情况</translation>
    </message>
</context>
<context>
    <name>hufu::FindingsPage</name>
    <message>
        <source>Show the certificate</source>
        <translation>查看证书</translation>
    </message>
    <message>
        <source>Show all certificates with this finding</source>
        <translation>显示有此问题项的所有证书</translation>
    </message>
    <message>
        <source>All rules (%1)</source>
        <extracomment>first line of the list of rules: %1 number of findings</extracomment>
        <translation>全部规则（%1）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln critical finding(s): begin with these.</source>
        <translation>
            <numerusform>%Ln 个严重问题项：请优先处理。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln finding(s), none of them critical.</source>
        <translation>
            <numerusform>%Ln 个问题项，均非严重级别。</numerusform>
        </translation>
    </message>
    <message>
        <source>No certificate breaks a rule of the house.</source>
        <translation>没有证书违反本机构规则。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln critical finding(s)</source>
        <translation>
            <numerusform>%Ln 个严重问题项</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>观察到的情况</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题项</translation>
    </message>
    <message>
        <source>Filter certificates: words, or a query</source>
        <translation>筛选证书：输入关键词或查询语句</translation>
    </message>
    <message>
        <source>Filter findings by certificate</source>
        <translation>按证书筛选问题项</translation>
    </message>
    <message>
        <source>Least severity</source>
        <translation>最低严重程度</translation>
    </message>
    <message>
        <source>Every severity</source>
        <translation>所有严重程度</translation>
    </message>
    <message>
        <source>%1 and above</source>
        <extracomment>a choice of findings: %1 a severity</extracomment>
        <translation>%1及以上</translation>
    </message>
    <message>
        <source>Expired and superseded too</source>
        <translation>包含已过期和已被替代的证书</translation>
    </message>
    <message>
        <source>Rules with findings</source>
        <translation>有问题项的规则</translation>
    </message>
    <message>
        <source>No findings</source>
        <translation>没有问题项</translation>
    </message>
    <message>
        <source>No certificate in force breaks a rule of the house. What the rules are stands in the settings.</source>
        <translation>没有有效证书违反本机构规则。具体规则见“设置”。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln finding(s)</source>
        <extracomment>number of a rule&apos;s findings, for screen readers</extracomment>
        <translation>
            <numerusform>%Ln 个问题项</numerusform>
        </translation>
    </message>
    <message>
        <source>cannot check here</source>
        <translation>本机无法检查</translation>
    </message>
</context>
<context>
    <name>hufu::FirstRunWizard</name>
    <message>
        <source>Making the keys and founding the house…</source>
        <translation>正在生成密钥并创建机构…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Found the house</source>
        <translation>创建机构</translation>
    </message>
    <message>
        <source>Found the house and import</source>
        <translation>创建机构并导入</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Welcome to Hufu</source>
        <translation>欢迎使用虎符</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>您的口令</translation>
    </message>
    <message>
        <source>What shall we look at first?</source>
        <translation>先查看哪些内容？</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Passphrase of %1</source>
        <translation>%1 的口令</translation>
    </message>
    <message>
        <source>Enrolling, and bringing the journal here…</source>
        <translation>正在注册并接收审计日志…</translation>
    </message>
    <message>
        <source>Opening the house…</source>
        <translation>正在打开机构…</translation>
    </message>
    <message>
        <source>Enrol this computer</source>
        <translation>注册本机</translation>
    </message>
    <message>
        <source>Enrol at the lifecycle server</source>
        <translation>注册到生命周期服务器</translation>
    </message>
</context>
<context>
    <name>hufu::ForeignBox</name>
    <message>
        <source>%1: no answer that proves anything (%2).</source>
        <extracomment>a certificate, and technical text</extracomment>
        <translation>%1：没有能证明什么的答复（%2）。</translation>
    </message>
    <message>
        <source>%1: its CA still says good.</source>
        <translation>%1：其 CA 仍显示有效。</translation>
    </message>
    <message>
        <source>to be asked</source>
        <translation>待请求</translation>
    </message>
    <message>
        <source>✓ revoked by its CA: %1</source>
        <translation>✓ 已被其 CA 吊销：%1</translation>
    </message>
    <message>
        <source>requested: %1</source>
        <translation>已请求：%1</translation>
    </message>
    <message>
        <source>How…</source>
        <translation>怎么做…</translation>
    </message>
    <message>
        <source>How the CA of %1 is asked</source>
        <translation>如何请求 %1 的 CA</translation>
    </message>
    <message>
        <source>Certificates of other CAs</source>
        <translation>其他 CA 的证书</translation>
    </message>
    <message>
        <source>Only their own CA can revoke these. Until it says so, whoever has the key is believed.</source>
        <translation>只有签发它们的 CA 能吊销。在其公布之前，持有私钥的人仍会被信任。</translation>
    </message>
    <message>
        <source>Asking their CRLs and OCSP…</source>
        <translation>正在查询其 CRL 和 OCSP…</translation>
    </message>
    <message>
        <source>Look whether they are revoked</source>
        <translation>查看是否已吊销</translation>
    </message>
</context>
<context>
    <name>hufu::ForeignDialog</name>
    <message>
        <source>It was asked</source>
        <translation>已提出请求</translation>
    </message>
    <message>
        <source>Ask %1 to revoke</source>
        <translation>请求 %1 吊销</translation>
    </message>
    <message>
        <source>Text for the CA</source>
        <translation>给 CA 的文字</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>How it was asked, and with whom you spoke:</source>
        <translation>如何请求的，与谁通话：</translation>
    </message>
    <message>
        <source>Start the emergency first: then it can be noted here that the CA was asked.</source>
        <translation>请先启动紧急事件：之后可在此记下已请求该 CA。</translation>
    </message>
</context>
<context>
    <name>hufu::HandoverDialog</name>
    <message>
        <source>Hand over</source>
        <translation>交接</translation>
    </message>
    <message>
        <source>Hand the emergency over</source>
        <translation>交接紧急事件</translation>
    </message>
    <message>
        <source>what to look at first; may be left empty</source>
        <translation>首先要留意什么；可留空</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>当前情况</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Taken over by</source>
        <translation>接手人</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>hufu::ImpactPanel</name>
    <message>
        <source>Say on the left what is lost: every certificate concerned is listed here, with what stops.</source>
        <translation>在左侧说明丢失了什么：这里会列出所有相关证书，以及会停下的业务。</translation>
    </message>
    <message>
        <source>No certificate is known to be concerned. Look at the spelling, or say it another way.</source>
        <translation>没有找到相关证书。请检查写法，或换一种说法。</translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%1&lt;/b&gt; · %2 · %n host(s)</source>
        <comment>service, tier</comment>
        <translation>
            <numerusform>&lt;b&gt;%1&lt;/b&gt; · %2 · %n 台主机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) concerned.</source>
        <translation>
            <numerusform>涉及 %n 张证书。</numerusform>
        </translation>
    </message>
    <message>
        <source>No service stops.</source>
        <translation>没有业务会停下。</translation>
    </message>
    <message>
        <source>What stops: %1</source>
        <translation>会停下的业务：%1</translation>
    </message>
    <message>
        <source>Whom it concerns: %1</source>
        <translation>涉及的科室和人员：%1</translation>
    </message>
    <message>
        <source>These are all certificates that the own CA has in force.</source>
        <translation>这是自有 CA 的全部有效证书。</translation>
    </message>
    <message>
        <source>No certificate is known to be concerned. A computer or device is found by the names in its certificate, and by the address where it was seen to serve; what somebody uses at it is found by the person or the USBKey.</source>
        <translation>未发现相关证书。计算机或设备按其证书中的名称，或按曾见其提供服务的地址查找；人员在其上使用的证书，请按人员或 USBKey 查找。</translation>
    </message>
</context>
<context>
    <name>hufu::ImpactTableModel</name>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>列入原因</translation>
    </message>
    <message>
        <source>Copies seen</source>
        <translation>发现的副本</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>carries this name</source>
        <translation>证书带有此姓名</translation>
    </message>
    <message>
        <source>on USBKey %1</source>
        <translation>在 USBKey %1 上</translation>
    </message>
    <message>
        <source>is for this host</source>
        <translation>用于此主机</translation>
    </message>
    <message>
        <source>was seen at %1</source>
        <translation>在 %1 发现</translation>
    </message>
    <message>
        <source>has this key</source>
        <translation>使用此密钥</translation>
    </message>
    <message>
        <source>has the same key as %1</source>
        <translation>与 %1 使用同一密钥</translation>
    </message>
    <message>
        <source>of this issuer</source>
        <translation>由此签发者签发</translation>
    </message>
    <message>
        <source>holder has this role: %1</source>
        <translation>持有人具有此角色：%1</translation>
    </message>
    <message>
        <source>of this department: %1</source>
        <translation>属于此科室：%1</translation>
    </message>
    <message>
        <source>found by the query</source>
        <translation>由查询找到</translation>
    </message>
    <message>
        <source>revoke</source>
        <translation>吊销</translation>
    </message>
    <message>
        <source>revoke; %1 has taken its place</source>
        <translation>吊销；已由 %1 接替</translation>
    </message>
    <message>
        <source>suspend until more is known</source>
        <translation>查明前先暂停</translation>
    </message>
    <message>
        <source>replace first: a core service stops with it</source>
        <translation>先更换：核心业务会随之停下</translation>
    </message>
    <message>
        <source>not ours: ask %1</source>
        <translation>非本机构签发：请联系 %1</translation>
    </message>
    <message>
        <source>nothing: refused already</source>
        <translation>无需处理：已被拒绝</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>无需处理</translation>
    </message>
    <message>
        <source>revoke; the authority makes its OCSP responder a new key at once</source>
        <translation>吊销；系统会立即为其 OCSP 响应者更换密钥</translation>
    </message>
    <message>
        <source>Proposal or state</source>
        <translation>建议或状态</translation>
    </message>
    <message>
        <source>requested %1, NOT YET IN FORCE</source>
        <translation>%1 已提交，尚未生效</translation>
    </message>
    <message>
        <source>in force since %1</source>
        <translation>%1 起已生效</translation>
    </message>
    <message>
        <source>verified at %1</source>
        <translation>%1 已核实</translation>
    </message>
    <message>
        <source>Staff no., department</source>
        <translation>工号、科室</translation>
    </message>
    <message>
        <source>first say whose it is</source>
        <translation>先确认是谁的：有多人同名</translation>
    </message>
</context>
<context>
    <name>hufu::ImportDialog</name>
    <message>
        <source>Export the result of the import</source>
        <translation>导出导入结果</translation>
    </message>
    <message>
        <source>import</source>
        <translation>导入结果</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message numerus="yes">
        <source>Import from %n source(s)</source>
        <translation>
            <numerusform>从 %n 个来源导入</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>取消导入</translation>
    </message>
    <message>
        <source>Import more…</source>
        <translation>继续导入…</translation>
    </message>
    <message>
        <source>Import certificates</source>
        <translation>导入证书</translation>
    </message>
    <message>
        <source>What shall be imported?</source>
        <translation>要导入什么？</translation>
    </message>
    <message>
        <source>Stopping the import…</source>
        <translation>正在停止导入…</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>Stopped early: %1 certificates read, %2 new, %3 known</source>
        <extracomment>%1 certificates read, %2 of them new, %3 already known</extracomment>
        <translation>已提前停止：读取证书 %1 张，新增 %2 张，已有 %3 张</translation>
    </message>
    <message>
        <source>%1 certificates read, %2 new, %3 known</source>
        <translation>读取证书 %1 张，新增 %2 张，已有 %3 张</translation>
    </message>
    <message>
        <source>What is complete is kept.</source>
        <translation>已完成的部分会保留。</translation>
    </message>
    <message>
        <source>You can go on working meanwhile. What is complete is kept, also when you cancel.</source>
        <translation>导入期间可以继续工作。即使取消，已完成的部分也会保留。</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>That password did not open “%1”. Try again, or skip the file.</source>
        <translation>该密码无法打开“%1”。请重试，或跳过此文件。</translation>
    </message>
    <message>
        <source>“%1” asks for its password.</source>
        <translation>打开“%1”需要密码。</translation>
    </message>
    <message>
        <source>Password of the file</source>
        <translation>文件密码</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Skip this file</source>
        <translation>跳过此文件</translation>
    </message>
    <message>
        <source>Skip all that ask</source>
        <translation>跳过所有需要密码的文件</translation>
    </message>
    <message>
        <source>Filter the result</source>
        <translation>筛选结果</translation>
    </message>
    <message>
        <source>Problems only (%1)</source>
        <translation>仅显示有问题的（%1）</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>导出为 CSV…</translation>
    </message>
    <message>
        <source>Export as JSON…</source>
        <translation>导出为 JSON…</translation>
    </message>
    <message>
        <source>Sources and what happened to them</source>
        <translation>各来源及其导入结果</translation>
    </message>
    <message numerus="yes">
        <source>%n private key(s) were seen. None was kept; where one lies beside its certificate, that is now a finding.</source>
        <translation>
            <numerusform>发现 %n 个私钥，均未保留；与证书存放在一起的私钥已列为问题项。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ImportResultModel</name>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>holds no certificate</source>
        <translation>不含证书</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>nginx configuration</source>
        <translation>nginx 配置</translation>
    </message>
    <message>
        <source>Apache configuration</source>
        <translation>Apache 配置</translation>
    </message>
    <message>
        <source>HAProxy configuration</source>
        <translation>HAProxy 配置</translation>
    </message>
    <message>
        <source>server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>a part of a file: %1 the file, %2 the place in it</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>this part could not be read</source>
        <translation>此部分无法读取</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) could not be read, listed below.</source>
        <translation>
            <numerusform>%n 个部分无法读取，见下方列表。</numerusform>
        </translation>
    </message>
    <message>
        <source>Private keys were seen and not kept.</source>
        <translation>发现私钥，未予保留。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>识别为</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Private keys</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>read already</source>
        <translation>已读取过</translation>
    </message>
    <message>
        <source>The same file as %1.</source>
        <extracomment>a file that two names lead to, such as a symbolic link; %1 the other name</extracomment>
        <translation>与 %1 是同一个文件。</translation>
    </message>
</context>
<context>
    <name>hufu::ImportSources</name>
    <message>
        <source>“%1” names no server. Write host:port, such as his.example:443 or ldap://dir.example.</source>
        <translation>“%1”不是有效的服务器地址。请按“主机:端口”填写，例如 his.example:443 或 ldap://dir.example。</translation>
    </message>
    <message>
        <source>pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>要导入的文件</translation>
    </message>
    <message>
        <source>Folder to import</source>
        <translation>要导入的文件夹</translation>
    </message>
    <message>
        <source>Files and folders</source>
        <translation>文件和文件夹</translation>
    </message>
    <message>
        <source>Files and folders to import</source>
        <translation>要导入的文件和文件夹</translation>
    </message>
    <message>
        <source>Certificates, PKCS#7, PKCS#12, and configurations of nginx, Apache and HAProxy; recognised by content. Files can be dropped here.</source>
        <translation>支持证书、PKCS#7、PKCS#12，以及 nginx、Apache 和 HAProxy 的配置；按内容识别。可将文件拖放到此处。</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the chosen files and folders from the list</source>
        <translation>从列表中移除所选文件和文件夹</translation>
    </message>
    <message>
        <source>This computer&apos;s trusted authorities (none found)</source>
        <translation>此计算机信任的颁发机构（未找到）</translation>
    </message>
    <message>
        <source>This computer&apos;s trusted authorities (%1)</source>
        <translation>此计算机信任的颁发机构（%1）</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Servers to ask, one per line</source>
        <translation>要查询的服务器，每行一个</translation>
    </message>
    <message>
        <source>One per line:
his.example:443
ldap://dir.example
portal.example@10.0.0.5:8443</source>
        <translation>每行一个：
his.example:443
ldap://dir.example
portal.example@10.0.0.5:8443</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Certificates as text</source>
        <translation>文本形式的证书</translation>
    </message>
    <message>
        <source>Paste certificates here:
-----BEGIN CERTIFICATE-----</source>
        <translation>在此粘贴证书：
-----BEGIN CERTIFICATE-----</translation>
    </message>
    <message>
        <source>Private keys are never kept. Where one lies beside its certificate, that becomes a finding.</source>
        <translation>私钥一律不保留。与证书存放在一起的私钥会列为问题项。</translation>
    </message>
</context>
<context>
    <name>hufu::InventoryPage</name>
    <message numerus="yes">
        <source>%n certificate(s) exported.</source>
        <translation>
            <numerusform>已导出 %n 张证书。</numerusform>
        </translation>
    </message>
    <message>
        <source>No certificate yet.</source>
        <translation>尚无证书。</translation>
    </message>
    <message>
        <source>%1 of %2 certificates shown.</source>
        <translation>显示 %1 张证书，共 %2 张。</translation>
    </message>
    <message>
        <source>Issued by %1</source>
        <translation>由 %1 签发</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Certificate inventory</source>
        <translation>证书台账</translation>
    </message>
    <message>
        <source>Filter: words, or a query such as expires &lt; 30d and tier = core</source>
        <translation>筛选：输入关键词或查询语句，例如 expires &lt; 30d and tier = core</translation>
    </message>
    <message>
        <source>Filter certificates</source>
        <translation>筛选证书</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation>已被替代</translation>
    </message>
    <message>
        <source>Show certificates that a newer one replaces</source>
        <translation>同时显示已被新证书替代的证书</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export certificates</source>
        <translation>导出证书</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import certificates from files, folders, servers or pasted text</source>
        <translation>从文件、文件夹、服务器或粘贴的文本导入证书</translation>
    </message>
    <message>
        <source>No certificate yet</source>
        <translation>尚无证书</translation>
    </message>
    <message>
        <source>Import this computer&apos;s trusted authorities, a folder, a file or what a server shows. You can also drop files here, or paste certificates as text.</source>
        <translation>可导入此计算机信任的颁发机构、文件夹、文件或服务器出示的证书，也可将文件拖放到此处，或以文本形式粘贴证书。</translation>
    </message>
    <message>
        <source>Import certificates…</source>
        <translation>导入证书…</translation>
    </message>
    <message numerus="yes">
        <source>Revoke or suspend %n certificate(s)…</source>
        <translation>
            <numerusform>吊销或暂停 %n 张证书…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lift the suspension of %n certificate(s)…</source>
        <translation>
            <numerusform>恢复 %n 张暂停的证书…</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the certificates first: click rows, with Ctrl or Shift for several.</source>
        <translation>请先选择证书：单击行，按住 Ctrl 或 Shift 可多选。</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>吊销…</translation>
    </message>
    <message>
        <source>Revoke or suspend the chosen certificates of the own CA</source>
        <translation>吊销或暂停所选的自建 CA 证书</translation>
    </message>
    <message>
        <source>%1 of %2 certificates shown; %3 more match but are over or superseded.</source>
        <translation>显示 %1 / %2 张证书；另有 %3 张符合条件，但已失效或已被替代。</translation>
    </message>
    <message>
        <source>Expired, revoked</source>
        <translation>已过期、已吊销</translation>
    </message>
    <message>
        <source>Show expired, revoked and suspended certificates too</source>
        <translation>同时显示已过期、已吊销和已暂停的证书</translation>
    </message>
</context>
<context>
    <name>hufu::IssueDialog</name>
    <message>
        <source>%1: %2</source>
        <comment>reader, what is in it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2, No. %3</source>
        <comment>reader, what is in it, number</comment>
        <translation>%1：%2，编号 %3</translation>
    </message>
    <message>
        <source>No certificate role yet: add one first, on the page&apos;s tab “Certificate roles”.</source>
        <translation>还没有持证角色：请先在本页“持证角色”标签中添加。</translation>
    </message>
    <message>
        <source>No CA for clients is in force: set one up on the page “Own CA” first.</source>
        <translation>没有有效的客户端 CA：请先在“自建 CA”页面建立。</translation>
    </message>
    <message>
        <source>Nobody decides about their own USBKey: let a colleague issue it.</source>
        <translation>任何人不得决定自己的 USBKey：请由同事发证。</translation>
    </message>
    <message>
        <source>The role “%1” is not for people of %2.</source>
        <translation>角色“%1”不适用于%2。</translation>
    </message>
    <message>
        <source>No reader is connected. Plug the USBKey in.</source>
        <translation>没有连接读卡器。请插入 USBKey。</translation>
    </message>
    <message>
        <source>Plug in the USBKey that shall be issued.</source>
        <translation>请插入要发放的 USBKey。</translation>
    </message>
    <message>
        <source>Number %1 is meant, and %2 is in the reader.</source>
        <translation>应为编号 %1，而读卡器中是 %2。</translation>
    </message>
    <message numerus="yes">
        <source>USBKey %1 of %2, %3, gets further certificates as “%4”, for %n day(s), issued by %5.</source>
        <translation>
            <numerusform>为%2（%3）的 USBKey %1 签发新证书，持证角色“%4”，有效 %n 天，由%5签发。</numerusform>
        </translation>
    </message>
    <message>
        <source>· Its keys stay the same; what was encrypted to it can still be read.</source>
        <translation>· 密钥不变；以前加密给它的内容仍可读取。</translation>
    </message>
    <message numerus="yes">
        <source>USBKey %1 (%2) is issued to %3, %4, as “%5”, for %n day(s), by %6.</source>
        <translation>
            <numerusform>USBKey %1（%2）发给%3（%4），持证角色“%5”，有效 %n 天，由%6签发。</numerusform>
        </translation>
    </message>
    <message>
        <source>· Everything that is on it is erased for ever. This cannot be undone.</source>
        <translation>· 上面的全部内容被永久清除，无法撤回。</translation>
    </message>
    <message>
        <source>· Management key and PUK become random and are kept by the authority, encrypted. From then on only this house writes to it.</source>
        <translation>· 管理密钥和 PUK 换成随机值，由签发机构加密保管。此后只有本院能写入。</translation>
    </message>
    <message>
        <source>· The keys are made on the USBKey and never leave it.</source>
        <translation>· 密钥在 USBKey 上生成，永不离开。</translation>
    </message>
    <message>
        <source>· It proves its keys, the certificates are written, read back, and proven by a fresh signature.</source>
        <translation>· 证明持有密钥，写入证书，读回核对，再用新签名验证。</translation>
    </message>
    <message>
        <source>%1 has USBKey %2 already.</source>
        <translation>%1已有 USBKey %2。</translation>
    </message>
    <message>
        <source>It was ordered for %1 and not handed over. Issuing it to somebody else gives that up.</source>
        <translation>它是为%1签署的，尚未交付。发给别人即放弃原来的发证单。</translation>
    </message>
    <message>
        <source>It has a PIN, a PUK or a management key of its own.</source>
        <translation>它有自己的 PIN、PUK 或管理密钥。</translation>
    </message>
    <message>
        <source>On it:</source>
        <translation>上面有：</translation>
    </message>
    <message>
        <source>The order of USBKey %1 for %2 waits for a second officer. Once signed, plug the USBKey in and go on with it.</source>
        <translation>为%2发放 USBKey %1 的发证单等待复核人签署。签署后插入 USBKey 继续。</translation>
    </message>
    <message>
        <source>USBKey %1 is %2&apos;s: handed over as “%3”, valid until %4.</source>
        <translation>USBKey %1 已交付%2，持证角色“%3”，有效至 %4。</translation>
    </message>
    <message>
        <source>Save the handover receipt</source>
        <translation>保存交接单</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Handover receipt %1</source>
        <comment>name of a file</comment>
        <translation>USBKey 交接单 %1</translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation>已保存到 %1。</translation>
    </message>
    <message>
        <source>Who gets it, and as what</source>
        <translation>发给谁，以什么角色</translation>
    </message>
    <message>
        <source>Which USBKey</source>
        <translation>哪个 USBKey</translation>
    </message>
    <message>
        <source>What will happen, and who signs</source>
        <translation>将要做什么，由谁签署</translation>
    </message>
    <message>
        <source>The holder enters the PIN</source>
        <translation>持有人输入 PIN</translation>
    </message>
    <message>
        <source>The holder chooses a PIN</source>
        <translation>持有人设定 PIN</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Done: take it out and hand it over</source>
        <translation>完成：请拔出并交付</translation>
    </message>
    <message>
        <source>Interrupted: nothing is lost</source>
        <translation>已中断：没有丢失任何内容</translation>
    </message>
    <message>
        <source>The list follows what is plugged in. With two readers your own key can stay in the other one.</source>
        <translation>列表随插拔变化。有两个读卡器时，您自己的 USBKey 可以留在另一个里。</translation>
    </message>
    <message>
        <source>Erase all of this for ever</source>
        <translation>永久清除以上全部内容</translation>
    </message>
    <message>
        <source>%1 enters the PIN that the USBKey has. Turn the keyboard over and look away.</source>
        <translation>请%1输入 USBKey 现在的 PIN。请递过键盘并回避。</translation>
    </message>
    <message>
        <source>%1 chooses the PIN now. Turn the keyboard over and look away: nobody else learns it, and it is kept nowhere.</source>
        <translation>请%1设定 PIN。请递过键盘并回避：别人不得知道，也不会保存在任何地方。</translation>
    </message>
    <message>
        <source>PIN of the USBKey</source>
        <translation>USBKey 的 PIN</translation>
    </message>
    <message>
        <source>One try is left. If it is wrong, the USBKey blocks itself and has to be unlocked.</source>
        <translation>只剩一次机会。再输错，USBKey 将锁死，须解锁。</translation>
    </message>
    <message numerus="yes">
        <source>%n tries are left.</source>
        <translation>
            <numerusform>还可试 %n 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>The handover stands in the audit log, signed by you and by the holder&apos;s new key.</source>
        <translation>交付已写入审计日志，由您和持有人的新密钥签名。</translation>
    </message>
    <message>
        <source>What was done stays done. The same again goes on where it stopped, also later: the USBKey then says “go on with issuing”.</source>
        <translation>已完成的步骤保持不变。再次执行即从中断处继续，以后也可以：届时 USBKey 会提示“继续发证”。</translation>
    </message>
    <message>
        <source>Leave the USBKey in until all is done. If it is pulled out nothing is lost, and the same again goes on.</source>
        <translation>全部完成前请勿拔出。即使拔出也不会丢失内容，再次执行即可继续。</translation>
    </message>
    <message>
        <source>Save the handover receipt…</source>
        <translation>保存交接单…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Close, go on later</source>
        <translation>关闭，以后继续</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Sign and leave it</source>
        <translation>签名并留待复核</translation>
    </message>
    <message>
        <source>Both sign</source>
        <translation>两人签署</translation>
    </message>
    <message>
        <source>Renew the USBKey</source>
        <translation>更新 USBKey</translation>
    </message>
    <message>
        <source>Write the USBKey</source>
        <translation>写入 USBKey</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>For how long, and why</source>
        <translation>有效时长与原因</translation>
    </message>
    <message>
        <source>Stopped, as you asked</source>
        <translation>已按您的要求停止</translation>
    </message>
    <message>
        <source>Stops as soon as this step is done…</source>
        <translation>本步骤完成后立即停止…</translation>
    </message>
    <message>
        <source>Stop after this step</source>
        <translation>本步骤完成后停止</translation>
    </message>
    <message>
        <source>Sign alone and write the USBKey</source>
        <translation>单独签名并写入 USBKey</translation>
    </message>
    <message>
        <source>The PIN letter is in the printer: take it out, fold and seal it at once.</source>
        <translation>PIN 信函已送至打印机：请立即取出、折叠并密封。</translation>
    </message>
    <message>
        <source>Nobody sees the PIN: it is printed, folded and sealed for %1, and kept nowhere.</source>
        <translation>任何人都看不到 PIN：打印后为 %1 折叠密封，不在任何地方保存。</translation>
    </message>
    <message>
        <source>Print the PIN letter again</source>
        <translation>重新打印 PIN 信函</translation>
    </message>
    <message>
        <source>Draw the PIN at random and print a letter for the holder, right after it is handed over</source>
        <translation>随机生成 PIN，并在交付后立即为持有人打印信函</translation>
    </message>
    <message>
        <source>What is printed lies in the printing system in clear for a while. Better, the holder chooses the PIN here.</source>
        <translation>打印内容会以明文在打印系统中停留一段时间。最好由持有人在此自行设定 PIN。</translation>
    </message>
    <message>
        <source>Printer for the PIN letter</source>
        <translation>打印 PIN 信函的打印机</translation>
    </message>
    <message>
        <source>Add a module…</source>
        <translation>添加模块…</translation>
    </message>
    <message>
        <source>Look once more</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <comment>the path of a PKCS#11 module</comment>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>The PKCS#11 module of the USBKey&apos;s maker</source>
        <translation>USBKey 厂商的 PKCS#11 模块</translation>
    </message>
    <message>
        <source>PKCS#11 modules (*.so)</source>
        <translation>PKCS#11 模块 (*.so)</translation>
    </message>
    <message>
        <source>The house&apos;s policy issues no USBKey whose maker does not vouch for its keys, and over PKCS#11 nobody does. Take a PIV card.</source>
        <translation>本单位策略规定，厂商不为其密钥作证的 USBKey 不予发放，而 PKCS#11 无此证明。请改用 PIV 卡。</translation>
    </message>
    <message>
        <source>It makes no keys of the kind that was chosen: go back and choose another kind, or take another USBKey.</source>
        <translation>它不能生成所选类型的密钥：请返回选择其他类型，或换用另一个 USBKey。</translation>
    </message>
    <message>
        <source>PIN that the USBKey has now, its maker&apos;s or its former holder&apos;s</source>
        <translation>USBKey 当前的 PIN（厂商出厂值或前持有人所设）</translation>
    </message>
    <message>
        <source>PKCS#11 modules</source>
        <translation>PKCS#11 模块</translation>
    </message>
    <message>
        <source>USBKeys of any maker are found by the maker&apos;s PKCS#11 module, a library on this computer.</source>
        <translation>任何厂商的 USBKey 都可通过其 PKCS#11 模块（本机上的一个动态库）找到。</translation>
    </message>
</context>
<context>
    <name>hufu::IssueSteps</name>
    <message>
        <source>cannot be undone</source>
        <translation>无法撤回</translation>
    </message>
    <message>
        <source>from here on it is the house&apos;s; only wiping undoes it</source>
        <translation>此后归本院管理；只有擦除才能复原</translation>
    </message>
    <message>
        <source>to come</source>
        <comment>a step</comment>
        <translation>待做</translation>
    </message>
    <message>
        <source>running…</source>
        <translation>进行中…</translation>
    </message>
    <message>
        <source>done</source>
        <comment>a step</comment>
        <translation>完成</translation>
    </message>
    <message>
        <source>interrupted</source>
        <comment>a step</comment>
        <translation>已中断</translation>
    </message>
</context>
<context>
    <name>hufu::IssueWho</name>
    <message>
        <source>%1, %2</source>
        <comment>name, department</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>somebody new</source>
        <translation>新人员</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Certificate role</source>
        <translation>持证角色</translation>
    </message>
    <message>
        <source>Valid for</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>Kind of key</source>
        <translation>密钥类型</translation>
    </message>
    <message>
        <source>P-256 (usual)</source>
        <translation>P-256（常用）</translation>
    </message>
    <message>
        <source>P-384</source>
        <translation>P-384</translation>
    </message>
    <message>
        <source>RSA 2048, for old programs</source>
        <translation>RSA 2048，用于旧程序</translation>
    </message>
</context>
<context>
    <name>hufu::JournalTableModel</name>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希值</translation>
    </message>
    <message>
        <source>the authority</source>
        <translation>签发机构</translation>
    </message>
</context>
<context>
    <name>hufu::KeyHandout</name>
    <message>
        <source>Say where the key file goes.</source>
        <translation>请指定密钥文件的保存位置。</translation>
    </message>
    <message>
        <source>Choose a passphrase for the key file, and type it twice.</source>
        <translation>请为密钥文件设定口令，并输入两遍。</translation>
    </message>
    <message>
        <source>The key leaves the console now</source>
        <translation>密钥现在交出</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>It is handed out once, encrypted, as a new file that only you may read.</source>
        <translation>密钥只交付一次，加密写入一个仅您可读的新文件。</translation>
    </message>
    <message>
        <source>A copy, encrypted to the custodians, stays in the house: several of them together can recover it, nobody alone.</source>
        <translation>系统内保留一份加密给密钥保管员的副本：须由其中几位共同恢复，任何人不能单独取得。</translation>
    </message>
    <message>
        <source>The console keeps no copy: if the file is lost, a new key and a new request are needed.</source>
        <translation>控制台不保留副本：文件一旦丢失，就需要新的密钥和新的申请。</translation>
    </message>
    <message>
        <source> of %1</source>
        <comment>so many of so many custodians</comment>
        <translation> / %1</translation>
    </message>
    <message>
        <source>Put the key in escrow, too</source>
        <translation>同时托管密钥</translation>
    </message>
    <message>
        <source>Custodians who recover it together:</source>
        <translation>共同恢复所需的密钥保管员人数：</translation>
    </message>
</context>
<context>
    <name>hufu::LinkBand</name>
    <message>
        <source>Export the evidence…</source>
        <translation>导出证据…</translation>
    </message>
    <message>
        <source>Enrol this computer…</source>
        <translation>注册本机…</translation>
    </message>
    <message>
        <source>The journal is on its way here: %1 of %2 entries. What the pages show is not complete yet.</source>
        <translation>正在接收审计日志：%1 / %2 条。各页面显示的内容尚不完整。</translation>
    </message>
    <message>
        <source>What you see is old: the server was last heard %1. What others did since is not here, and what you sign is queued.</source>
        <translation>所见内容已旧：最近一次联系服务器是%1。他人此后所做的尚未到达；您签署的命令待发送。</translation>
    </message>
    <message>
        <source>What you see is old: the server has not been heard yet. What others did is not here, and what you sign is queued.</source>
        <translation>所见内容已旧：尚未联系上服务器。他人所做的尚未到达；您签署的命令待发送。</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) queued, not yet in force.</source>
        <translation>
            <numerusform>%n 条命令待发送，尚未生效。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) came back refused.</source>
        <translation>
            <numerusform>%n 条命令被拒绝并退回。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the outbox</source>
        <translation>查看待发送</translation>
    </message>
</context>
<context>
    <name>hufu::LockScreen</name>
    <message>
        <source>Opening the house…</source>
        <translation>正在打开机构…</translation>
    </message>
    <message>
        <source>Hufu is locked</source>
        <translation>虎符已锁定</translation>
    </message>
    <message>
        <source>The keys are not in memory. Your passphrase opens the house again.</source>
        <translation>密钥不在内存中。输入口令即可重新打开机构。</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>This passphrase is not the one of %1. Look at Caps Lock and the keyboard layout, then try again.</source>
        <translation>这不是 %1 的口令。请检查大写锁定键和键盘布局，然后重试。</translation>
    </message>
    <message>
        <source>The keys are not in memory. Put USBKey %1 into a reader: its PIN opens the house again.</source>
        <translation>密钥不在内存中。请将 USBKey %1 插入读卡器，用其 PIN 重新打开。</translation>
    </message>
    <message>
        <source>PIN of the USBKey</source>
        <translation>USBKey 的 PIN</translation>
    </message>
    <message>
        <source>Use the last try</source>
        <translation>使用最后一次机会</translation>
    </message>
    <message numerus="yes">
        <source>The PIN is wrong. %n tries are left.</source>
        <translation>
            <numerusform>PIN 错误，还剩 %n 次机会。</numerusform>
        </translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>PIN 错误。</translation>
    </message>
</context>
<context>
    <name>hufu::LossForm</name>
    <message>
        <source>What is lost</source>
        <translation>丢失了什么</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>具体是</translation>
    </message>
    <message>
        <source>Who called</source>
        <translation>来电人</translation>
    </message>
    <message>
        <source>What they said</source>
        <translation>来电内容</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>may be left empty</source>
        <translation>可以留空</translation>
    </message>
    <message>
        <source>Start the emergency</source>
        <translation>发起紧急事件</translation>
    </message>
    <message>
        <source>▾ The call</source>
        <translation>▾ 来电情况</translation>
    </message>
    <message>
        <source>▸ The call (may be left empty)</source>
        <translation>▸ 来电情况（可以留空）</translation>
    </message>
</context>
<context>
    <name>hufu::MainWindow</name>
    <message>
        <source>Hufu</source>
        <translation>虎符</translation>
    </message>
    <message>
        <source>Import certificates…</source>
        <translation>导入证书…</translation>
    </message>
    <message>
        <source>Verify the audit log</source>
        <translation>校验审计日志</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>全局搜索</translation>
    </message>
    <message>
        <source>Search on this page</source>
        <translation>在本页搜索</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>This computer is enrolled, but not all of the journal is here yet. Unlocking goes on with it.</source>
        <translation>本机已注册，但审计日志尚未全部到达。解锁后继续接收。</translation>
    </message>
    <message>
        <source>Emergency revocation</source>
        <translation>紧急吊销</translation>
    </message>
    <message>
        <source>The USBKey was pulled out.</source>
        <translation>USBKey 已拔出。</translation>
    </message>
    <message>
        <source>Emergency: unlock, and its page opens at once.</source>
        <translation>紧急事件：解锁后立即打开紧急吊销页面。</translation>
    </message>
</context>
<context>
    <name>hufu::MakersList</name>
    <message>
        <source>Certificates of the maker</source>
        <translation>厂商的证书</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der *.p7b);;All files (*)</source>
        <translation>证书 (*.pem *.crt *.cer *.der *.p7b);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a file, and what is wrong with it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 holds none that is not in the list already.</source>
        <translation>%1 中没有列表之外的证书。</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) added.</source>
        <translation>
            <numerusform>已添加 %n 张证书。</numerusform>
        </translation>
    </message>
    <message>
        <source>no certificate</source>
        <translation>不是证书</translation>
    </message>
    <message>
        <source>root</source>
        <translation>根证书</translation>
    </message>
    <message>
        <source>between</source>
        <translation>中间证书</translation>
    </message>
    <message>
        <source>Makers of USBKeys whose word counts: their root certificates, and those between the roots and the keys</source>
        <translation>认可其密钥证明的 USBKey 厂商：根证书，以及根证书与密钥之间的中间证书</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>厂商</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Add from files…</source>
        <translation>从文件添加…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the chosen makers</source>
        <translation>移除所选厂商</translation>
    </message>
    <message>
        <source>Only USBKeys are issued whose maker vouches for their keys</source>
        <translation>只发放由厂商为其密钥作证的 USBKey</translation>
    </message>
    <message>
        <source>Otherwise a USBKey whose maker says nothing is issued, and the audit log says so. Over PKCS#11 no maker ever says anything.</source>
        <translation>否则厂商未作证的 USBKey 也可发放，并在审计日志中注明。通过 PKCS#11 没有厂商证明。</translation>
    </message>
</context>
<context>
    <name>hufu::OutboxPage</name>
    <message>
        <source>Sign again and send…</source>
        <translation>重新签署并发送…</translation>
    </message>
    <message>
        <source>Dismiss…</source>
        <translation>丢弃…</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>撤回…</translation>
    </message>
    <message>
        <source>Export the signed command…</source>
        <translation>导出已签名的命令…</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>签署时间</translation>
    </message>
    <message>
        <source>Lapses</source>
        <translation>失效时间</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>签名数</translation>
    </message>
    <message>
        <source>The server says</source>
        <translation>服务器答复</translation>
    </message>
    <message>
        <source>Only who signed it can sign it again.</source>
        <translation>只有原签署人可以重新签署。</translation>
    </message>
    <message>
        <source>Signed command</source>
        <translation>已签名的命令</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>%1 a deed, %2 what it is about</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>Dismiss “%1”? The server has refused it; nothing came of it.</source>
        <translation>丢弃“%1”？服务器已拒绝此命令，它没有产生任何结果。</translation>
    </message>
    <message>
        <source>Take back “%1”? If it is on its way in this very moment, it may still come into force.</source>
        <translation>撤回“%1”？若它此刻正在发送途中，仍可能生效。</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Export the signed command</source>
        <translation>导出已签名的命令</translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) came back refused: look at why.</source>
        <translation>
            <numerusform>%n 条命令被拒绝并退回：请查看原因。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) queued, not yet in force.</source>
        <translation>
            <numerusform>%n 条命令待发送，尚未生效。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything that was signed here has been delivered.</source>
        <translation>在此签署的命令均已送达。</translation>
    </message>
    <message>
        <source>Commands that are not in force</source>
        <translation>尚未生效的命令</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>没有待发送的命令</translation>
    </message>
    <message>
        <source>While the server cannot be reached, what you sign is kept here, encrypted, and delivered once, in its order, when the network is back.</source>
        <translation>联系不上服务器时，您签署的命令加密保存在此；网络恢复后按顺序送达，且只送达一次。</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>It was on its way when the connection broke: whether the server has it shows as soon as it can be reached. Until then it cannot be changed.</source>
        <translation>连接中断时它正在途中：服务器是否已收到，联系上服务器后即可知道。在此之前不能修改。</translation>
    </message>
    <message>
        <source>It is sent in its turn as soon as the server can be reached. Until then it has no effect, and may be changed or taken back.</source>
        <translation>联系上服务器后按顺序发送。在此之前不生效，可以修改或收回。</translation>
    </message>
    <message>
        <source>For this there is no form to change it in: take it back, and order it anew.</source>
        <translation>这种指令没有可供修改的表单：请收回后重新下达。</translation>
    </message>
    <message>
        <source>Only who signed it can change it.</source>
        <translation>只有签署者本人才能修改。</translation>
    </message>
    <message>
        <source>Signed command (*.pem)</source>
        <translation>已签名的命令 (*.pem)</translation>
    </message>
</context>
<context>
    <name>hufu::OutboxTableModel</name>
    <message>
        <source>No.</source>
        <extracomment>the place in a queue</extracomment>
        <translation>序号</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>签署时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>hufu::OverviewPage</name>
    <message>
        <source>Nothing waits for you: no certificate in force needs attention by the rules of the house.</source>
        <translation>没有待处理事项：按本机构规则，没有有效证书需要关注。</translation>
    </message>
    <message>
        <source>%1 certificates %2</source>
        <extracomment>a figure on the overview for screen readers: %1 how many, %2 of which kind</extracomment>
        <translation>%2证书：%1 张</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>What needs you today</source>
        <translation>今日待办</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Print preview</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>Nothing to see yet</source>
        <translation>暂无内容</translation>
    </message>
    <message>
        <source>Import this computer&apos;s trusted authorities, a folder of certificates or what your servers show. Then this page says what needs you.</source>
        <translation>导入此计算机信任的颁发机构、存放证书的文件夹或服务器出示的证书后，本页会显示需要您处理的事项。</translation>
    </message>
    <message>
        <source>Import certificates…</source>
        <translation>导入证书…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pressing matter(s)</source>
        <translation>
            <numerusform>%Ln 项紧迫事项</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the overview as PDF</source>
        <translation>将总览另存为 PDF</translation>
    </message>
    <message>
        <source>overview</source>
        <translation>总览</translation>
    </message>
</context>
<context>
    <name>hufu::OverviewText</name>
    <message>
        <source>The inventory is still empty. Import certificates to see what needs you.</source>
        <translation>台账仍为空。导入证书后即可查看需要您处理的事项。</translation>
    </message>
    <message>
        <source>Nothing needs you today.</source>
        <translation>今日没有需要您处理的事项。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln expired certificate(s) are still shown by an endpoint.</source>
        <translation>
            <numerusform>%Ln 张已过期证书仍在端点上使用。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) of core services expire within 7 days.</source>
        <translation>
            <numerusform>%Ln 张核心业务证书将在 7 天内到期。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) of important services expire within 7 days.</source>
        <translation>
            <numerusform>%Ln 张重要业务证书将在 7 天内到期。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) of core services expire within 30 days.</source>
        <translation>
            <numerusform>%Ln 张核心业务证书将在 30 天内到期。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) of services expire within 30 days.</source>
        <translation>
            <numerusform>%Ln 张业务系统证书将在 30 天内到期。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) in force have a critical finding.</source>
        <translation>
            <numerusform>%Ln 张有效证书存在严重问题项。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The private keys of %Ln certificate(s) lie in files.</source>
        <translation>
            <numerusform>%Ln 张证书的私钥存放在文件中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) in force have a high finding.</source>
        <translation>
            <numerusform>%Ln 张有效证书存在高危问题项。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln server certificate(s) belong to no service yet.</source>
        <translation>
            <numerusform>%Ln 张服务器证书尚未归属任何业务系统。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 First: %2, %3 (%4).</source>
        <extracomment>added to a sentence on the overview: %1 certificate name, %2 date, %3 e.g. &quot;12 days&quot;</extracomment>
        <translation>%1最早到期：%2，%3（%4）。</translation>
    </message>
    <message>
        <source>Install the new certificate on the endpoint, or switch the endpoint off.</source>
        <translation>请在端点上安装新证书，或停用该端点。</translation>
    </message>
    <message>
        <source>Renew and install today: a stop of the service is near.</source>
        <translation>请在今日完成更新并安装：业务即将中断。</translation>
    </message>
    <message>
        <source>Plan the renewal with the owner of the service.</source>
        <translation>请与业务系统负责人商定更新计划。</translation>
    </message>
    <message>
        <source>Open the findings and replace the certificates they name.</source>
        <translation>请打开问题项，更换其中列出的证书。</translation>
    </message>
    <message>
        <source>Move the keys to protected storage, and replace certificates whose key others could read.</source>
        <translation>请将私钥移至受保护的存储，并更换私钥可能已被他人读取的证书。</translation>
    </message>
    <message>
        <source>Add their host names to a service, so that it is known what depends on them.</source>
        <translation>请将其主机名加入业务系统，以便明确哪些业务依赖这些证书。</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln certificate(s)</source>
        <translation>
            <numerusform>查看 %Ln 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>in the inventory</source>
        <translation>台账内</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>已被替代</translation>
    </message>
    <message>
        <source>not yet valid</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>with findings</source>
        <translation>有问题项</translation>
    </message>
    <message>
        <source>Certificates: overview</source>
        <extracomment>heading of the printed overview: %1 the house</extracomment>
        <translation>证书总览</translation>
    </message>
    <message>
        <source>Certificates of %1: overview</source>
        <translation>%1证书总览</translation>
    </message>
    <message>
        <source>When certificates expire</source>
        <translation>证书到期分布</translation>
    </message>
    <message>
        <source>Worst finding</source>
        <translation>最严重问题项</translation>
    </message>
    <message>
        <source>Validation class</source>
        <translation>验证类别</translation>
    </message>
    <message>
        <source>Key algorithm</source>
        <translation>密钥算法</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Week of expiry, by its first day</source>
        <translation>到期所在周（按首日）</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>no service</source>
        <translation>无业务系统</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <extracomment>a week&apos;s first day at a chart&apos;s axis: %1 month, %2 day, both numbers</extracomment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>%1 and %2 are the first and the last day of a week</extracomment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Certificates in force</source>
        <translation>有效证书</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>all other issuers</source>
        <translation>所有其他颁发者</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>验证类别</translation>
    </message>
    <message>
        <source>no finding</source>
        <translation>无问题项</translation>
    </message>
    <message>
        <source>Clients of “%1” are refused now: its CRL ended on %2.</source>
        <comment>CA, date</comment>
        <translation>“%1” 的客户端现在被拒绝：其 CRL 已于 %2 到期。</translation>
    </message>
    <message>
        <source>Clients of “%1” are refused from %2 on, unless its CRL is signed anew: %3.</source>
        <comment>CA, date, e.g. 6 days left</comment>
        <translation>若不重新签署 CRL，“%1” 的客户端自 %2 起将被拒绝：%3。</translation>
    </message>
    <message>
        <source>The authority could not do what is due: %1</source>
        <translation>签发机构未能完成到期事项：%1</translation>
    </message>
    <message>
        <source>The authority could not do what is due for “%1”: %2</source>
        <comment>CA, why</comment>
        <translation>签发机构未能为 “%1” 完成到期事项：%2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln revocation(s) requested: no CRL says so yet.</source>
        <translation>
            <numerusform>已请求 %Ln 项吊销：尚无 CRL 载明。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln revocation(s) in force, and nobody has verified that it can be seen.</source>
        <translation>
            <numerusform>%Ln 项吊销已生效，但尚未验证外界能否看到。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) wait for your approval; the first lapses on %1.</source>
        <translation>
            <numerusform>有 %Ln 项申请等待您审批；最早的将于 %1 失效。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your own request(s) lapse(s) soon; the first on %1.</source>
        <translation>
            <numerusform>您有 %Ln 项申请即将失效；最早的在 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep this console open and unlocked, or see what keeps the authority from signing.</source>
        <translation>请保持控制台打开且未锁定，或查看签发机构无法签署的原因。</translation>
    </message>
    <message>
        <source>An open console signs it anew each day.</source>
        <translation>控制台打开时每天自动重新签署。</translation>
    </message>
    <message>
        <source>See what keeps the authority from signing the CRL.</source>
        <translation>请查看签发机构无法签署 CRL 的原因。</translation>
    </message>
    <message>
        <source>Open each and verify it; where nothing answers, serve the CRL.</source>
        <translation>逐一打开并验证；没有应答之处，请提供 CRL 服务。</translation>
    </message>
    <message>
        <source>Approve, return or reject them before they lapse.</source>
        <translation>请在失效前批准、退回修改或驳回。</translation>
    </message>
    <message>
        <source>Remind the approvers, or submit them again.</source>
        <translation>请提醒审批人，或重新提交。</translation>
    </message>
    <message>
        <source>Open the own CA</source>
        <translation>打开自建 CA</translation>
    </message>
    <message>
        <source>Show what is revoked</source>
        <translation>显示已吊销的证书</translation>
    </message>
    <message>
        <source>Open the requests</source>
        <translation>打开申请</translation>
    </message>
    <message>
        <source>revoked or suspended</source>
        <translation>已吊销或暂停</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your own request(s) came back for change.</source>
        <translation>
            <numerusform>您有 %Ln 个申请被退回修改。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln command(s) wait for your signature; the first lapses on %1.</source>
        <translation>
            <numerusform>有 %Ln 条命令等待您签名，最早的于 %1 失效。</numerusform>
        </translation>
    </message>
    <message>
        <source>See what the reviewer says, change it and submit it again.</source>
        <translation>查看审批人的意见，修改后重新提交。</translation>
    </message>
    <message>
        <source>Sign them, or talk to their authors: until then they are not in force.</source>
        <translation>请签名，或与发起人联系；签名之前不生效。</translation>
    </message>
    <message>
        <source>Open the signatures</source>
        <translation>打开待签</translation>
    </message>
    <message numerus="yes">
        <source>An officer suspended certificates alone, without a second one (%Ln time(s)): a review is due.</source>
        <translation>
            <numerusform>有管理员在没有复核人的情况下单独暂停了证书（%Ln 次）：等待复核。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln follow-up(s) of emergencies are open.</source>
        <translation>
            <numerusform>紧急事件有 %Ln 项善后未完成。</numerusform>
        </translation>
    </message>
    <message>
        <source>A security administrator who did not do it looks at it, and signs for it in the emergency.</source>
        <translation>由未参与的安全管理员查看，并在紧急事件中签字。</translation>
    </message>
    <message>
        <source>Answer them in the emergency; it can be closed when none is left.</source>
        <translation>在紧急事件中逐项答复；全部完成后方可结束。</translation>
    </message>
    <message>
        <source>Open the emergency</source>
        <translation>打开紧急事件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) or the house are not backed up in time; the house was last on %1.</source>
        <translation>
            <numerusform>%Ln 项（私钥或机构数据）未按时备份；机构数据上次备份：%1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) of the own CA or the house are in no backup: a failed disk takes them for good.</source>
        <translation>
            <numerusform>%Ln 项（自有 CA 私钥或机构数据）没有任何备份：磁盘损坏将永久丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>A restore test is due; the last was on %1.</source>
        <translation>应进行恢复测试；上次：%1。</translation>
    </message>
    <message>
        <source>A restore test is due: none was ever held.</source>
        <translation>应进行恢复测试：从未进行过。</translation>
    </message>
    <message>
        <source>Hold a key ceremony; afterwards the authority backs the house up every month by itself.</source>
        <translation>举行密钥仪式；此后签发机构每月自动备份。</translation>
    </message>
    <message>
        <source>Two custodians and a witness try it in half an hour.</source>
        <translation>两位密钥保管员和一位见证人，半小时即可完成。</translation>
    </message>
    <message>
        <source>Open the ceremonies</source>
        <translation>打开密钥仪式</translation>
    </message>
    <message numerus="yes">
        <source>%Ln temporary USBKey(s) that one officer issued alone wait for a review.</source>
        <translation>
            <numerusform>%Ln 个由一名管理员单独签发的临时 USBKey 待复核。</numerusform>
        </translation>
    </message>
    <message>
        <source>See whether each was needed, and sign for it on the page USBKey, tab “Temporary USBKeys”.</source>
        <translation>请在 USBKey 页面的“临时 USBKey”标签页中逐一核实是否必要，并签名确认。</translation>
    </message>
    <message>
        <source>Open the USBKeys</source>
        <translation>打开 USBKey</translation>
    </message>
</context>
<context>
    <name>hufu::PassphraseEdit</name>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Caps Lock is on</source>
        <translation>大写锁定已开启</translation>
    </message>
</context>
<context>
    <name>hufu::PassphraseScreen</name>
    <message>
        <source>It encrypts the database and signs for you. Nobody can reset it: without the passphrase, what is stored here cannot be read again, by us neither. Write it down and lock it away if you must.</source>
        <translation>口令用于加密数据库并代您签名。任何人都无法重置：没有口令，此处存储的内容将无法再读取，我们也无能为力。如有必要，请写下来并锁好保管。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再次输入口令</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>两次输入的口令尚不一致。</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>The new passphrase again</source>
        <translation>再次输入新口令</translation>
    </message>
    <message>
        <source>The passphrase protects the file on its way. Whoever installs the key needs it: let them have it by another way than the file. Nobody can reset it.</source>
        <translation>口令在传递途中保护该文件。安装密钥的人需要它：请通过与文件不同的途径告知。任何人都无法重置此口令。</translation>
    </message>
</context>
<context>
    <name>hufu::PathEdit</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <extracomment>for screen readers: what is chosen</extracomment>
        <translation>选择：%1</translation>
    </message>
</context>
<context>
    <name>hufu::PendingPage</name>
    <message>
        <source>Sign…</source>
        <translation>签名…</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>撤回…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>%1 a deed, %2 what it is about</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>It is not in force, and waits for the signature of somebody else.</source>
        <translation>尚未生效，正等待他人签名。</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>发起人</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>等待签名</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始时间</translation>
    </message>
    <message>
        <source>Lapses</source>
        <translation>失效时间</translation>
    </message>
    <message>
        <source>What is signed</source>
        <translation>签名内容</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>待签</translation>
    </message>
    <message>
        <source>Sign “%1”, as %2 did?</source>
        <translation>与 %2 一同签署“%1”？</translation>
    </message>
    <message>
        <source>Another signature is missing after yours.</source>
        <translation>您签名后仍缺少另一个签名。</translation>
    </message>
    <message>
        <source>Yours is the last signature that is missing: it is in force at once.</source>
        <translation>只缺您的签名：签名后立即生效。</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>“%1” is in force.</source>
        <translation>“%1”已生效。</translation>
    </message>
    <message>
        <source>Take back “%1”? Why (may stay empty):</source>
        <translation>撤回“%1”？原因（可不填）：</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>“%1” was taken back.</source>
        <translation>“%1”已撤回。</translation>
    </message>
    <message>
        <source>Signed. Another signature is still missing.</source>
        <translation>已签名，仍缺少另一个签名。</translation>
    </message>
    <message>
        <source>Signed and queued: not yet in force.</source>
        <translation>已签名并排队：尚未生效。</translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) wait for your signature.</source>
        <translation>
            <numerusform>有 %n 条命令等待您签名。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) wait for somebody else&apos;s.</source>
        <translation>
            <numerusform>有 %n 条命令等待他人签名。</numerusform>
        </translation>
    </message>
    <message>
        <source>No command waits for a signature.</source>
        <translation>没有等待签名的命令。</translation>
    </message>
    <message>
        <source>Commands that wait for signatures</source>
        <translation>等待签名的命令</translation>
    </message>
    <message>
        <source>Nothing waits for a signature</source>
        <translation>没有待签的命令</translation>
    </message>
    <message>
        <source>Where a second officer has to sign who sits at another desk, the command waits here until they have. Until then it is not in force.</source>
        <translation>需要另一台工作站上的第二人签名时，命令在此等待；签名之前不生效。</translation>
    </message>
    <message>
        <source>It is not in force. Yours is the last signature that is missing.</source>
        <translation>尚未生效，只缺您的签名。</translation>
    </message>
    <message>
        <source>It is not in force. After your signature another is missing still.</source>
        <translation>尚未生效；您签名后仍缺少另一个签名。</translation>
    </message>
    <message>
        <source>Decline…</source>
        <translation>拒绝…</translation>
    </message>
    <message>
        <source>Decline to sign “%1”? It waits for nobody any more then. Why:</source>
        <translation>拒绝签署“%1”？之后不再等待任何人签名。原因：</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>“%1” was declined.</source>
        <translation>已拒绝“%1”。</translation>
    </message>
</context>
<context>
    <name>hufu::PendingTableModel</name>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>发起人</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Lapses</source>
        <translation>失效时间</translation>
    </message>
</context>
<context>
    <name>hufu::PeoplePage</name>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Deactivate…</source>
        <translation>停用…</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Console roles</source>
        <translation>管理角色</translation>
    </message>
    <message>
        <source>Signing certificate until</source>
        <translation>签名证书有效期至</translation>
    </message>
    <message>
        <source>Person number</source>
        <translation>人员编号</translation>
    </message>
    <message>
        <source>May sign</source>
        <translation>可以签署</translation>
    </message>
    <message>
        <source>alone</source>
        <translation>单独</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>with a second signer</source>
        <translation>与复核人一起</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) may sign here.</source>
        <translation>
            <numerusform>共有 %n 人可以在此签名。</numerusform>
        </translation>
    </message>
    <message>
        <source>People and roles</source>
        <translation>人员与角色</translation>
    </message>
    <message>
        <source>Pilot mode: what needs two officers happens with one. Register a system administrator and an audit administrator, then end it.</source>
        <translation>单人试用：本需两人的操作现由一人完成。请登记系统管理员和审计管理员，然后结束单人试用。</translation>
    </message>
    <message>
        <source>End pilot mode…</source>
        <translation>结束单人试用…</translation>
    </message>
    <message>
        <source>Filter people</source>
        <translation>筛选人员</translation>
    </message>
    <message>
        <source>Register a person…</source>
        <translation>登记人员…</translation>
    </message>
    <message>
        <source>submit requests</source>
        <translation>提交申请</translation>
    </message>
    <message>
        <source>review requests</source>
        <translation>审批申请</translation>
    </message>
    <message>
        <source>import certificates</source>
        <translation>导入证书</translation>
    </message>
    <message>
        <source>revoke and suspend</source>
        <translation>吊销和挂起证书</translation>
    </message>
    <message>
        <source>lift a suspension</source>
        <translation>解除挂起</translation>
    </message>
    <message>
        <source>change the policy</source>
        <translation>更改策略</translation>
    </message>
    <message>
        <source>register people</source>
        <translation>登记人员</translation>
    </message>
    <message>
        <source>set up a CA</source>
        <translation>建立 CA</translation>
    </message>
    <message>
        <source>recover a key from escrow</source>
        <translation>恢复托管密钥</translation>
    </message>
    <message>
        <source>take part in a key ceremony</source>
        <translation>参加密钥仪式</translation>
    </message>
    <message>
        <source>hold a key ceremony</source>
        <translation>主持密钥仪式</translation>
    </message>
    <message>
        <source>Signs with</source>
        <translation>签名方式</translation>
    </message>
    <message>
        <source>a key under a passphrase</source>
        <translation>口令保护的密钥</translation>
    </message>
    <message>
        <source>USBKey %1, which is out of use</source>
        <translation>USBKey %1（已停用）</translation>
    </message>
    <message>
        <source>USBKey %1</source>
        <translation>USBKey %1</translation>
    </message>
    <message>
        <source>USBKey…</source>
        <translation>USBKey…</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>新密钥…</translation>
    </message>
    <message>
        <source>take a key over into escrow</source>
        <translation>接管密钥并托管</translation>
    </message>
</context>
<context>
    <name>hufu::PersonForm</name>
    <message>
        <source>The audit administrator holds no other role.</source>
        <translation>审计管理员不得兼任其他角色。</translation>
    </message>
    <message>
        <source>A system administrator can be neither security administrator nor department head.</source>
        <translation>系统管理员不得兼任安全管理员或科室负责人。</translation>
    </message>
    <message>
        <source>In pilot mode it is allowed, and stands in the audit log.</source>
        <translation>单人试用期间允许，并记入审计日志。</translation>
    </message>
    <message>
        <source>Change a person</source>
        <translation>修改人员</translation>
    </message>
    <message>
        <source>Register a person</source>
        <translation>登记人员</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Console roles</source>
        <translation>管理角色</translation>
    </message>
    <message>
        <source>Sign and save the change</source>
        <translation>签名并保存修改</translation>
    </message>
    <message>
        <source>Sign and register the person</source>
        <translation>签名并登记人员</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The policy lets officers sign with USBKeys alone: issue one to this person first, with keys 9A, 9C and 9D.</source>
        <translation>策略只允许管理员用 USBKey 签名：请先为此人签发带有 9A、9C、9D 密钥的 USBKey。</translation>
    </message>
    <message>
        <source>Signs with</source>
        <translation>签名方式</translation>
    </message>
    <message>
        <source>a passphrase, typed here</source>
        <translation>口令（在此输入）</translation>
    </message>
    <message>
        <source>USBKey %1 of %2, %3</source>
        <comment>number, name, department</comment>
        <translation>USBKey %1，%2，%3</translation>
    </message>
</context>
<context>
    <name>hufu::PersonTableModel</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Console roles</source>
        <translation>管理角色</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Signing certificate until</source>
        <translation>签名证书有效期至</translation>
    </message>
    <message>
        <source>active</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>deactivated</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>not yet made</source>
        <translation>尚未签发</translation>
    </message>
    <message>
        <source>USBKey out of use</source>
        <translation>USBKey 已停用</translation>
    </message>
</context>
<context>
    <name>hufu::PilotEndDialog</name>
    <message>
        <source>End pilot mode</source>
        <translation>结束单人试用</translation>
    </message>
    <message>
        <source>From then on nobody decides alone, and there is no way back. The three administrators sign, and answer for each act that lacked a second signature: confirm it, or revoke the certificates that came of it.</source>
        <translation>此后任何人都不能单独决定，且不可恢复。三名管理员共同签名，并对每一项缺少复核签名的操作负责：予以确认，或吊销由此签发的证书。</translation>
    </message>
    <message>
        <source>Pilot mode ends when the three administrators sign. First register a system administrator and an audit administrator, and give up those roles yourself: nobody may hold them together.</source>
        <translation>三名管理员共同签名后，单人试用才会结束。请先登记系统管理员和审计管理员，并放弃自己的这两个角色：任何人不得同时担任。</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>revoke its certificates</source>
        <translation>吊销由此签发的证书</translation>
    </message>
    <message>
        <source>Sign and end pilot mode</source>
        <translation>签名并结束单人试用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A root cannot be revoked: confirm it, or first found another and issue from that.</source>
        <translation>根 CA 不能被吊销：请确认，或先另建根 CA 并由其签发。</translation>
    </message>
</context>
<context>
    <name>hufu::PinPair</name>
    <message>
        <source>New PIN</source>
        <translation>新的 PIN</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>两次一致。</translation>
    </message>
    <message>
        <source>Six to eight digits. The holder types them; nobody else looks.</source>
        <translation>六到八位数字，由持有人输入，别人回避。</translation>
    </message>
    <message>
        <source>A PIN has six to eight digits.</source>
        <translation>PIN 为六到八位数字。</translation>
    </message>
    <message>
        <source>Digits only: a reader with keys of its own has no letters.</source>
        <translation>只能用数字：自带键盘的读卡器没有字母。</translation>
    </message>
    <message>
        <source>One digit over and over, or the factory&apos;s PIN, is the first that a thief tries.</source>
        <translation>重复同一个数字或出厂 PIN，小偷最先尝试。</translation>
    </message>
    <message>
        <source>Now the same again.</source>
        <translation>请再输一次。</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>两次还不一致。</translation>
    </message>
</context>
<context>
    <name>hufu::Pkcs12Dialog</name>
    <message>
        <source>Choose the key file.</source>
        <translation>请选择密钥文件。</translation>
    </message>
    <message>
        <source>Say where the PKCS#12 file goes.</source>
        <translation>请指定 PKCS#12 文件的保存位置。</translation>
    </message>
    <message>
        <source>Choose a passphrase for the PKCS#12 file, and type it twice.</source>
        <translation>请为 PKCS#12 文件设定口令，并输入两遍。</translation>
    </message>
    <message>
        <source>PKCS#12 file for %1</source>
        <translation>%1 的 PKCS#12 文件</translation>
    </message>
    <message>
        <source>Certificate, chain and private key in one file, as Windows, Java and many devices take them. The key comes from the file that was handed out with the request, or from the server; the console keeps nothing of it.</source>
        <translation>证书、证书链和私钥合为一个文件，供 Windows、Java 和许多设备使用。私钥来自申请时交付的文件，或来自服务器；控制台不留存私钥。</translation>
    </message>
    <message>
        <source>Key file (PEM or DER)</source>
        <translation>密钥文件（PEM 或 DER）</translation>
    </message>
    <message>
        <source>Its passphrase; empty when it is not encrypted</source>
        <translation>密钥文件的口令；未加密则留空</translation>
    </message>
    <message>
        <source>New PKCS#12 file</source>
        <translation>新的 PKCS#12 文件</translation>
    </message>
    <message>
        <source>Write the PKCS#12 file</source>
        <translation>写入 PKCS#12 文件</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>hufu::PolicyEditor</name>
    <message>
        <source>Not in force yet.</source>
        <translation>尚未生效。</translation>
    </message>
    <message>
        <source>A certificate expires soon from so many days on</source>
        <translation>证书剩余多少天起视为即将到期</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>Longest term of a private certificate</source>
        <translation>私有证书的最长期限</translation>
    </message>
    <message>
        <source>Core services need at least</source>
        <translation>核心业务的最低要求</translation>
    </message>
    <message>
        <source>Other services need at least</source>
        <translation>其他业务的最低要求</translation>
    </message>
    <message>
        <source>any class</source>
        <translation>不限类别</translation>
    </message>
    <message>
        <source>On</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Severity of: %1</source>
        <translation>严重程度：%1</translation>
    </message>
    <message>
        <source>Put this policy in force</source>
        <translation>使此策略生效</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃更改</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a rule and why it cannot find anything, in whole sentences</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>A console without its server warns after</source>
        <translation>控制台与服务器失联多久后警告</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Officers may sign with a passphrase</source>
        <translation>管理人员可以用口令签名</translation>
    </message>
    <message>
        <source>Otherwise with USBKeys alone. Everybody has to have one before.</source>
        <translation>否则只能用 USBKey。此前每个人都必须已有 USBKey。</translation>
    </message>
    <message>
        <source>One officer alone suspends at most</source>
        <translation>单人一次最多暂停</translation>
    </message>
    <message>
        <source>and within 24 hours at most</source>
        <translation>24 小时内合计最多</translation>
    </message>
    <message>
        <source>One officer alone suspends within 24 hours at most</source>
        <translation>单人 24 小时内合计最多暂停</translation>
    </message>
    <message>
        <source>For so long a second officer is looked for first</source>
        <translation>单人操作前先寻找复核人</translation>
    </message>
    <message>
        <source>Servers where a canary tries to get in</source>
        <translation>探测证书试探的服务器</translation>
    </message>
    <message>
        <source>Emergencies: above so many, type how many</source>
        <translation>紧急吊销：一次超过此数须输入证书数量</translation>
    </message>
    <message>
        <source>So many of those are kept</source>
        <translation>自动备份保留份数</translation>
    </message>
    <message>
        <source>So many of the house&apos;s own backups are kept</source>
        <translation>自动备份保留份数</translation>
    </message>
    <message>
        <source>A backup of the house is late after</source>
        <translation>全量备份逾期时限</translation>
    </message>
    <message>
        <source>A restore test is late after</source>
        <translation>恢复测试逾期时限</translation>
    </message>
    <message>
        <source>Temporary USBKeys for the certificate roles</source>
        <translation>可签发临时 USBKey 的持证角色</translation>
    </message>
    <message>
        <source>none: two officers issue every USBKey</source>
        <translation>无：每个 USBKey 都由两名管理员签发</translation>
    </message>
    <message>
        <source>A temporary USBKey lasts at most</source>
        <translation>临时 USBKey 最长有效</translation>
    </message>
    <message>
        <source> hours</source>
        <translation> 小时</translation>
    </message>
    <message>
        <source>One officer issues within 24 hours</source>
        <translation>每名管理员 24 小时内最多签发</translation>
    </message>
    <message>
        <source>One officer issues so many temporary USBKeys within 24 hours</source>
        <translation>每名管理员 24 小时内最多签发的临时 USBKey 数量</translation>
    </message>
    <message>
        <source>PINs may be printed</source>
        <translation>允许打印 PIN</translation>
    </message>
    <message>
        <source>On a letter for the holder of a new USBKey. What is printed lies in the printing system in clear for a while.</source>
        <translation>打印在给新 USBKey 持有人的信函上。打印内容会以明文在打印系统中停留一段时间。</translation>
    </message>
    <message>
        <source>So many people approve an ordinary request</source>
        <translation>普通申请须经几人批准</translation>
    </message>
    <message>
        <source>and a sensitive one</source>
        <translation>敏感申请须经几人批准</translation>
    </message>
    <message>
        <source>So many people approve a sensitive request</source>
        <translation>敏感申请须经几人批准</translation>
    </message>
    <message>
        <source>Day of the month of the house&apos;s own backup</source>
        <translation>本机构每月自动备份日</translation>
    </message>
    <message>
        <source>Sign, and leave it for a colleague</source>
        <translation>先签名，留给同事</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>instead of a day of the month</extracomment>
        <translation>不备份</translation>
    </message>
</context>
<context>
    <name>hufu::PracticeWindow</name>
    <message>
        <source>Practice: emergency revocation</source>
        <translation>演练：紧急吊销</translation>
    </message>
    <message>
        <source>Nothing here is real. The phone rings: the workstation key of %1 was stolen. Stop it.</source>
        <translation>这里的一切都不是真的。电话响了：%1 的工作站密钥被盗。请阻止它。</translation>
    </message>
    <message>
        <source>Preparing a hospital to practise in…</source>
        <translation>正在准备演练用的医院…</translation>
    </message>
</context>
<context>
    <name>hufu::ProgressStrip</name>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>hufu::ProofBox</name>
    <message>
        <source>Asking whether it can be seen…</source>
        <translation>正在查询外界能否看到…</translation>
    </message>
    <message>
        <source>Suspended on %1.</source>
        <translation>于 %1 暂停使用。</translation>
    </message>
    <message>
        <source>Revoked on %1: %2.</source>
        <translation>于 %1 吊销：%2。</translation>
    </message>
    <message>
        <source>✓ Verified: %1 saw it on %2, in CRL %3 and by OCSP.</source>
        <comment>officer, time, number</comment>
        <translation>✓ 已验证：%1 于 %2 在第 %3 号 CRL 及 OCSP 中看到。</translation>
    </message>
    <message>
        <source>In force since CRL %1, not verified yet.</source>
        <translation>自第 %1 号 CRL 起生效，尚未验证。</translation>
    </message>
    <message>
        <source>Requested: no CRL says so yet.</source>
        <translation>已请求：尚无 CRL 载明。</translation>
    </message>
    <message>
        <source>None of them is of the own CA.</source>
        <translation>其中没有自建 CA 的证书。</translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;✓ Verified:&lt;/b&gt; everybody who asks sees %n certificate(s) as revoked.</source>
        <translation>
            <numerusform>&lt;b&gt;✓ 已验证：&lt;/b&gt;查询者都能看到 %n 张证书已吊销。</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;b&gt;Not verified:&lt;/b&gt; %1 of %2 can be seen as revoked.</source>
        <translation>&lt;b&gt;未验证：&lt;/b&gt;%2 张中有 %1 张能被看到已吊销。</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>重新验证</translation>
    </message>
    <message>
        <source>Verify now</source>
        <translation>立即验证</translation>
    </message>
    <message>
        <source>Asks the CRL and the OCSP responder that the certificate names, and the servers where it was seen</source>
        <translation>查询证书所指明的 CRL 和 OCSP，以及曾看到该证书的服务器</translation>
    </message>
</context>
<context>
    <name>hufu::QueryComplaint</name>
    <message>
        <source>The filter is too long.</source>
        <translation>筛选条件过长。</translation>
    </message>
    <message>
        <source>The filter has too many parts or parentheses.</source>
        <translation>筛选条件的组成部分或括号过多。</translation>
    </message>
    <message>
        <source>At character %1: “%2” is not something to ask for. Try %3.</source>
        <translation>第 %1 个字符处：“%2”不是可查询的字段。可尝试 %3。</translation>
    </message>
    <message>
        <source>At character %1: “%2” is not a known value here. It can be %3.</source>
        <translation>第 %1 个字符处：“%2”不是此处的有效值。可以是 %3。</translation>
    </message>
    <message>
        <source>At character %1: the name of a field must stand before the comparison, for example %2.</source>
        <translation>第 %1 个字符处：比较运算符前必须有字段名，例如 %2。</translation>
    </message>
    <message>
        <source>At character %1: a comparison is missing. It can be %2.</source>
        <translation>第 %1 个字符处：缺少比较运算符。可以是 %2。</translation>
    </message>
    <message>
        <source>At character %1: “%2” cannot be used with this field. It can be %3.</source>
        <translation>第 %1 个字符处：“%2”不能用于此字段。可以是 %3。</translation>
    </message>
    <message>
        <source>At character %1: a value is missing.</source>
        <translation>第 %1 个字符处：缺少值。</translation>
    </message>
    <message>
        <source>At character %1: a value is missing. It can be %2.</source>
        <translation>第 %1 个字符处：缺少值。可以是 %2。</translation>
    </message>
    <message>
        <source>At character %1: a whole number must stand here.</source>
        <translation>第 %1 个字符处：此处必须为整数。</translation>
    </message>
    <message>
        <source>At character %1: a time must stand here, such as 30d, -4w, 6m or 2026-12-31.</source>
        <translation>第 %1 个字符处：此处必须为时间，例如 30d、-4w、6m 或 2026-12-31。</translation>
    </message>
    <message>
        <source>At character %1: something to look for is missing.</source>
        <translation>第 %1 个字符处：缺少要查找的内容。</translation>
    </message>
    <message>
        <source>At character %1: a closing parenthesis is missing.</source>
        <translation>第 %1 个字符处：缺少右括号。</translation>
    </message>
    <message>
        <source>At character %1: “%2” does not fit here.</source>
        <translation>第 %1 个字符处：“%2”不应出现在此处。</translation>
    </message>
</context>
<context>
    <name>hufu::Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>hufu::ReaderBoard</name>
    <message>
        <source>Readers and USBKeys</source>
        <translation>读卡器与 USBKey</translation>
    </message>
    <message>
        <source>Looking for readers…</source>
        <translation>正在查找读卡器…</translation>
    </message>
    <message>
        <source>No reader is connected.</source>
        <translation>没有连接读卡器。</translation>
    </message>
    <message>
        <source>Plug a USBKey or a reader in: it shows here at once. The register below works without.</source>
        <translation>插入 USBKey 或读卡器，这里立即显示。下面的台账不需要读卡器。</translation>
    </message>
</context>
<context>
    <name>hufu::ReaderTile</name>
    <message>
        <source>Reader: %1</source>
        <translation>读卡器：%1</translation>
    </message>
    <message>
        <source>No. %1</source>
        <translation>编号 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>department, certificate role</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>hufu::RecoveryDialog</name>
    <message>
        <source>Opening the shares…</source>
        <translation>正在打开密钥分量…</translation>
    </message>
    <message>
        <source>The key of %1 is in %2.</source>
        <translation>%1 的私钥已写入 %2。</translation>
    </message>
    <message>
        <source>Recover the key of %1 from escrow</source>
        <translation>恢复 %1 的托管私钥</translation>
    </message>
    <message>
        <source>You and other custodians who hold shares open them here. The key leaves the house as a new PKCS#12 file, and the journal says who recovered it and why.</source>
        <translation>您与其他持有密钥分量的密钥保管员在此打开各自的分量。私钥写入新的 PKCS#12 文件，日志记录恢复人和原因。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>New file</source>
        <translation>新文件</translation>
    </message>
    <message>
        <source>Recover the key</source>
        <translation>恢复私钥</translation>
    </message>
</context>
<context>
    <name>hufu::RedoDialog</name>
    <message>
        <source>Sign again and send</source>
        <translation>重新签署并发送</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>%1 a deed, %2 what it is about</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>It was refused: %1</source>
        <translation>被拒绝的原因：%1</translation>
    </message>
    <message>
        <source>The same is signed anew on what the journal says now, and decided again. If what has changed meanwhile makes it pointless, dismiss it instead, or do it differently on its own page.</source>
        <translation>同一命令将依据审计日志的现状重新签署、重新裁决。若情况已变而无须再做，请丢弃；或在相应页面另行处理。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>hufu::RequestDialog</name>
    <message>
        <source>Certificate signing request</source>
        <translation>证书签名请求</translation>
    </message>
    <message>
        <source>Choose the service</source>
        <translation>请选择业务系统</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a service and its tier</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>As policy proposes</source>
        <translation>按策略推荐</translation>
    </message>
    <message>
        <source>Choose the certificate</source>
        <translation>请选择证书</translation>
    </message>
    <message>
        <source>%1, until %2</source>
        <translation>%1，有效期至 %2</translation>
    </message>
    <message>
        <source>%1 (same key)</source>
        <translation>%1（同一密钥）</translation>
    </message>
    <message>
        <source>Paste the request, or drop its file here.</source>
        <translation>粘贴请求，或将文件拖到这里。</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n name(s); its signature proves possession of the key.</source>
        <translation>
            <numerusform>%1，%n 个名称；签名证明持有密钥。</numerusform>
        </translation>
    </message>
    <message>
        <source>Once the request can be read, it stands here who must approve, what is wrong, and which CA issues.</source>
        <translation>读出请求后，这里会说明由谁审批、有何问题、由哪个 CA 签发。</translation>
    </message>
    <message>
        <source>Who must approve</source>
        <translation>由谁审批</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>签发 CA</translation>
    </message>
    <message>
        <source>no CA yet</source>
        <translation>尚无 CA</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>申请内容</translation>
    </message>
    <message>
        <source>Submitted now, it lapses unless approved by %1.</source>
        <translation>若现在提交，须在 %1 之前获批，否则失效。</translation>
    </message>
    <message>
        <source>The request (CSR) is missing.</source>
        <translation>缺少证书请求（CSR）。</translation>
    </message>
    <message>
        <source>The request (CSR) cannot be used.</source>
        <translation>证书请求（CSR）不可用。</translation>
    </message>
    <message>
        <source>Choose the certificate that is replaced.</source>
        <translation>请选择被替换的证书。</translation>
    </message>
    <message>
        <source>Choose the service.</source>
        <translation>请选择业务系统。</translation>
    </message>
    <message>
        <source>Say which system will hold the key.</source>
        <translation>请填写存放密钥的系统。</translation>
    </message>
    <message>
        <source>Say what the certificate is for.</source>
        <translation>请填写证书用途。</translation>
    </message>
    <message>
        <source>Policy does not allow it like this.</source>
        <translation>策略不允许这样申请。</translation>
    </message>
    <message>
        <source>Change and submit again</source>
        <translation>修改后重新提交</translation>
    </message>
    <message>
        <source>Ask for a certificate</source>
        <translation>申请证书</translation>
    </message>
    <message>
        <source>Request (CSR)</source>
        <translation>证书请求（CSR）</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Replaces</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>业务系统</translation>
    </message>
    <message>
        <source>Linked system</source>
        <translation>关联系统</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>证书模板</translation>
    </message>
    <message>
        <source>CA</source>
        <translation>CA</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件读取…</translation>
    </message>
    <message>
        <source>for example: host or device that will hold the key</source>
        <translation>例如：存放密钥的主机或设备</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>What policy says</source>
        <translation>策略意见</translation>
    </message>
    <message>
        <source>Sign and submit the request</source>
        <translation>签名并提交申请</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>ECDSA P-256: quick, understood everywhere</source>
        <translation>ECDSA P-256：速度快，普遍支持</translation>
    </message>
    <message>
        <source>ECDSA P-384</source>
        <translation>ECDSA P-384</translation>
    </message>
    <message>
        <source>RSA 3072: for older systems</source>
        <translation>RSA 3072：适用于较旧的系统</translation>
    </message>
    <message>
        <source>SM2: where Chinese algorithms are required</source>
        <translation>SM2：用于要求国密算法的场合</translation>
    </message>
    <message>
        <source>Key and request are made here. The key leaves the console once, encrypted, before the request is submitted.</source>
        <translation>密钥和申请文件在此生成。提交申请之前，密钥加密后一次性交出。</translation>
    </message>
    <message>
        <source>Enter the names of the server.</source>
        <translation>请输入服务器的名称。</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>The names cannot be used.</source>
        <translation>这些名称不能使用。</translation>
    </message>
    <message>
        <source>The key file %1 is written, but belongs to no request yet: submit again, or delete it.</source>
        <translation>密钥文件 %1 已写入，但尚不属于任何申请：请重新提交，或删除该文件。</translation>
    </message>
    <message>
        <source>Write the key file and submit the request</source>
        <translation>写入密钥文件并提交申请</translation>
    </message>
    <message>
        <source>Next: hand out the key</source>
        <translation>下一步：交付密钥</translation>
    </message>
    <message>
        <source>server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Key algorithm</source>
        <translation>密钥算法</translation>
    </message>
    <message>
        <source>The server has one</source>
        <translation>服务器已有私钥</translation>
    </message>
    <message>
        <source>Make it here</source>
        <translation>在此生成</translation>
    </message>
    <message>
        <source>DNS names and addresses, one a line</source>
        <translation>DNS 名称和 IP 地址，每行一个</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Stands in after an emergency revocation</source>
        <translation>紧急吊销后的临时替换</translation>
    </message>
</context>
<context>
    <name>hufu::RequestHtml</name>
    <message>
        <source>differs</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>申请内容</translation>
    </message>
    <message>
        <source>Certificate it replaces</source>
        <translation>被替换的证书</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Key&apos;s fingerprint</source>
        <translation>密钥指纹</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>期限</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to object to.</source>
        <translation>没有问题。</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>不可行</translation>
    </message>
    <message>
        <source>Look at this</source>
        <translation>请注意</translation>
    </message>
    <message>
        <source>Nobody in the house may approve it.</source>
        <translation>没有人可以审批。</translation>
    </message>
    <message>
        <source>May approve: %1</source>
        <translation>可审批：%1</translation>
    </message>
    <message>
        <source>Excluded: %1 – %2</source>
        <translation>不可审批：%1，%2</translation>
    </message>
    <message>
        <source>Nobody has said anything yet.</source>
        <translation>尚无审批意见。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>%1 a person, %2 what they did: approved, rejected …</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>(an earlier version)</source>
        <translation>（针对先前版本）</translation>
    </message>
</context>
<context>
    <name>hufu::RequestTableModel</name>
    <message>
        <source>For</source>
        <translation>申请对象</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>业务系统</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>Lapses</source>
        <translation>失效倒计时</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Approvals missing</source>
        <translation>尚缺审批</translation>
    </message>
</context>
<context>
    <name>hufu::RequestsPage</name>
    <message>
        <source>Approve…</source>
        <translation>批准…</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>驳回…</translation>
    </message>
    <message>
        <source>Return for change…</source>
        <translation>退回修改…</translation>
    </message>
    <message>
        <source>Comment…</source>
        <translation>留意见…</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>撤回…</translation>
    </message>
    <message>
        <source>Still missing</source>
        <translation>尚缺</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Lapses</source>
        <translation>失效时间</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Approval lapses</source>
        <translation>批准失效时间</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a person and the department</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>业务系统</translation>
    </message>
    <message>
        <source>Linked system</source>
        <translation>关联系统</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>证书模板</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>签发 CA</translation>
    </message>
    <message>
        <source>no CA yet</source>
        <translation>尚无 CA</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题项</translation>
    </message>
    <message>
        <source>The request beside what it replaces</source>
        <translation>申请与被替换证书对照</translation>
    </message>
    <message>
        <source>The request</source>
        <translation>申请内容</translation>
    </message>
    <message>
        <source>Who must approve</source>
        <translation>由谁审批</translation>
    </message>
    <message>
        <source>What reviewers said</source>
        <translation>审批意见</translation>
    </message>
    <message>
        <source>What the applicant asked for so far</source>
        <translation>申请人的历史申请</translation>
    </message>
    <message>
        <source>First request</source>
        <translation>首次申请</translation>
    </message>
    <message>
        <source>Request number</source>
        <translation>申请编号</translation>
    </message>
    <message>
        <source>Change and submit again…</source>
        <translation>修改后重新提交…</translation>
    </message>
    <message>
        <source>Show the certificate</source>
        <translation>查看证书</translation>
    </message>
    <message>
        <source>Show what it replaces</source>
        <translation>查看被替换的证书</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) wait for your approval.</source>
        <translation>
            <numerusform>有 %n 个申请等待您审批。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing waits for your approval.</source>
        <translation>没有等待您审批的申请。</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) wait for your approval</source>
        <translation>
            <numerusform>%n 个申请等待您审批</numerusform>
        </translation>
    </message>
    <message>
        <source>For me (%1)</source>
        <translation>待我审批（%1）</translation>
    </message>
    <message>
        <source>By me (%1)</source>
        <translation>我的申请（%1）</translation>
    </message>
    <message>
        <source>All (%1)</source>
        <translation>全部（%1）</translation>
    </message>
    <message numerus="yes">
        <source>Approve %n request(s)…</source>
        <translation>
            <numerusform>批准 %n 个申请…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n request(s)…</source>
        <translation>
            <numerusform>驳回 %n 个申请…</numerusform>
        </translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>申请审批</translation>
    </message>
    <message>
        <source>Filter requests</source>
        <translation>筛选申请</translation>
    </message>
    <message>
        <source>Which requests are shown</source>
        <translation>显示哪些申请</translation>
    </message>
    <message>
        <source>New request…</source>
        <translation>新申请…</translation>
    </message>
    <message>
        <source>Nobody has asked for a certificate yet.</source>
        <translation>还没有人申请证书。</translation>
    </message>
    <message>
        <source>A request takes a CSR from the server or device that will hold the key. Before it is submitted, the form says who must approve it and why.</source>
        <translation>申请需要由存放密钥的服务器或设备生成的 CSR。提交之前，表单会说明由谁审批以及原因。</translation>
    </message>
    <message>
        <source>Make PKCS#12…</source>
        <translation>生成 PKCS#12…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>%1 names in a request, %2 its state</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Save the certificate</source>
        <translation>保存证书</translation>
    </message>
    <message>
        <source>Issuance report (PDF)…</source>
        <translation>签发报告（PDF）…</translation>
    </message>
    <message>
        <source>Key in escrow</source>
        <translation>密钥托管</translation>
    </message>
</context>
<context>
    <name>hufu::ReviewDialog</name>
    <message>
        <source>At most %1 requests can be signed at once; choose fewer.</source>
        <translation>一次最多签署 %1 个申请，请少选一些。</translation>
    </message>
    <message>
        <source>The text is too long: at most %1 characters.</source>
        <translation>文字过长：最多 %1 个字符。</translation>
    </message>
    <message numerus="yes">
        <source>You approve %n request(s).</source>
        <translation>
            <numerusform>您将批准 %n 个申请。</numerusform>
        </translation>
    </message>
    <message>
        <source>None of them is issued yet: more approvals are missing.</source>
        <translation>均不会立即签发：还缺其他审批。</translation>
    </message>
    <message numerus="yes">
        <source>%n of them then has or have every approval and is issued at once.</source>
        <translation>
            <numerusform>其中 %n 个审批齐全，将立即签发。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You reject %n request(s). That ends them; their applicants would have to submit anew.</source>
        <translation>
            <numerusform>您将驳回 %n 个申请。申请就此终止，申请人须重新提交。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) go back for change. Approvals given so far do not count for the changed version.</source>
        <translation>
            <numerusform>%n 个申请将退回修改。此前的批准对修改后的版本无效。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You comment on %n request(s). Nothing else changes.</source>
        <translation>
            <numerusform>您将对 %n 个申请留下意见，别的不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>The request is withdrawn. Nothing can come of it any more.</source>
        <translation>申请将被撤回，不再有任何结果。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message numerus="yes">
        <source>Sign and approve %n request(s)</source>
        <translation>
            <numerusform>签名并批准 %n 个申请</numerusform>
        </translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>驳回</translation>
    </message>
    <message numerus="yes">
        <source>Sign and reject %n request(s)</source>
        <translation>
            <numerusform>签名并驳回 %n 个申请</numerusform>
        </translation>
    </message>
    <message>
        <source>Return for change</source>
        <translation>退回修改</translation>
    </message>
    <message numerus="yes">
        <source>Sign and return %n request(s)</source>
        <translation>
            <numerusform>签名并退回 %n 个申请</numerusform>
        </translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Sign the comment</source>
        <translation>签署意见</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Sign and withdraw the request</source>
        <translation>签名并撤回申请</translation>
    </message>
    <message numerus="yes">
        <source>%1 – service %2, asked for by %3, %n day(s)</source>
        <translation>
            <numerusform>%1，业务系统 %2，申请人 %3，%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Requests that are signed together</source>
        <translation>一并签署的申请</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Remark (may stay empty)</source>
        <translation>备注（可留空）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>hufu::RevokeForm</name>
    <message numerus="yes">
        <source>Resume %n certificate(s)</source>
        <translation>
            <numerusform>恢复 %n 张证书</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suspend %n certificate(s)</source>
        <translation>
            <numerusform>暂停 %n 张证书</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revoke %n certificate(s)</source>
        <translation>
            <numerusform>吊销 %n 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>Your signature alone is enough for this.</source>
        <translation>您一人签名即可。</translation>
    </message>
    <message>
        <source>Lifting a suspension always takes two security administrators.</source>
        <translation>恢复暂停的证书一律需要两名安全管理员签名。</translation>
    </message>
    <message>
        <source>A second signer is needed: a CA is among them.</source>
        <translation>需要复核人：其中有 CA 证书。</translation>
    </message>
    <message numerus="yes">
        <source>A second signer is needed: by policy one officer revokes at most %n certificate(s) alone.</source>
        <translation>
            <numerusform>需要复核人：按策略，一人最多可单独吊销 %n 张证书。</numerusform>
        </translation>
    </message>
    <message>
        <source>A second signer is needed: a core service is among those affected.</source>
        <translation>需要复核人：受影响的有核心业务。</translation>
    </message>
    <message>
        <source>Looking up what depends on them…</source>
        <translation>正在查询受影响的业务…</translation>
    </message>
    <message>
        <source>None of the chosen certificates is suspended.</source>
        <translation>所选证书都未暂停。</translation>
    </message>
    <message>
        <source>None of the chosen certificates can be revoked here.</source>
        <translation>所选证书都不能在此吊销。</translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%1&lt;/b&gt; (%2): %n certificate(s)</source>
        <comment>service, tier</comment>
        <translation>
            <numerusform>&lt;b&gt;%1&lt;/b&gt;（%2）：%n 张证书</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>CA &lt;b&gt;%1&lt;/b&gt;: %n valid certificate(s) that it issued fail with it</source>
        <translation>
            <numerusform>CA &lt;b&gt;%1&lt;/b&gt;：它签发的 %n 张有效证书随之失效</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>without a service: %n certificate(s)</source>
        <translation>
            <numerusform>未关联业务系统：%n 张证书</numerusform>
        </translation>
    </message>
    <message>
        <source>These work again:</source>
        <translation>恢复使用：</translation>
    </message>
    <message>
        <source>These stop working:</source>
        <translation>将停止使用：</translation>
    </message>
    <message>
        <source>This reason is for certificates of CAs alone; take “%1” for the others.</source>
        <translation>此原因仅用于 CA 证书；其他证书请选“%1”。</translation>
    </message>
    <message>
        <source>That is more than one command takes (%1): choose fewer.</source>
        <translation>超过一次可处理的数量（%1）：请减少选择。</translation>
    </message>
    <message>
        <source>%1: ask %2</source>
        <comment>certificate, its issuer</comment>
        <translation>%1：请联系 %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 张</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out, not ours: the issuing CA has to be asked.</source>
        <translation>不包括，非本院签发：须联系其颁发机构。</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n root(s). A root cannot be revoked; take it out of the trust stores instead.</source>
        <translation>
            <numerusform>不包括：%n 张根 CA 证书。根 CA 证书无法吊销，请将其从信任库中删除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n certificate(s) that are not suspended.</source>
        <translation>
            <numerusform>不包括：%n 张未暂停的证书。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n certificate(s) that are revoked or suspended already.</source>
        <translation>
            <numerusform>不包括：%n 张已吊销或已暂停的证书。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) resumed; relying servers accept them with the next CRL.</source>
        <translation>
            <numerusform>已恢复 %n 张证书；依赖方服务器自下一个 CRL 起接受。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) revoked or suspended; in force with CRL %1.</source>
        <translation>
            <numerusform>已吊销或暂停 %n 张证书；自 CRL %1 起生效。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revocation of %n certificate(s) requested; it is in force once the next CRL is signed.</source>
        <translation>
            <numerusform>已申请吊销 %n 张证书；下一个 CRL 签署后生效。</numerusform>
        </translation>
    </message>
    <message>
        <source>Lift a suspension</source>
        <translation>恢复暂停的证书</translation>
    </message>
    <message>
        <source>Revoke certificates</source>
        <translation>吊销证书</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) chosen.</source>
        <translation>
            <numerusform>已选 %n 张证书。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) chosen. Revoking is for good; a suspension can be lifted.</source>
        <translation>
            <numerusform>已选 %n 张证书。吊销不可撤回；暂停可以恢复。</numerusform>
        </translation>
    </message>
    <message>
        <source>Revoke for good</source>
        <translation>永久吊销</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>暂停使用</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Choose, or take a reason below</source>
        <translation>请选择，或直接选择下面的原因</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Not to be trusted since</source>
        <translation>自此时起不可信</translation>
    </message>
    <message>
        <source>Why (for the audit log)</source>
        <translation>说明（记入审计日志）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This stops a great deal. Type the number of certificates, %1, to confirm:</source>
        <translation>影响范围很大。请输入证书数量 %1 以确认：</translation>
    </message>
    <message>
        <source>Seen in service at: %1</source>
        <translation>正在使用于：%1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n OCSP responder(s). Nobody looks up a responder&apos;s certificate, and the authority replaces it by itself.</source>
        <translation>
            <numerusform>不包括：%n 张 OCSP 应答证书。没有人会查询应答证书的状态，签发机构会自动更换它。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n certificate(s) that a department head may not suspend. That is for client certificates of the own department, of no core service; ask a security administrator for the others.</source>
        <translation>
            <numerusform>不包括：%n 张科室负责人无权暂停的证书。科室负责人只能暂停本科室、非核心业务的客户端证书；其他请找安全管理员。</numerusform>
        </translation>
    </message>
    <message>
        <source>Number of certificates, to confirm</source>
        <translation>证书数量(确认用)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Signed and queued: not yet in force.</source>
        <translation>已签署，待发送，尚未生效。</translation>
    </message>
    <message>
        <source>Signed, and left for another officer to sign: not yet in force.</source>
        <translation>已签名，留待另一人签名：尚未生效。</translation>
    </message>
</context>
<context>
    <name>hufu::RoleForm</name>
    <message>
        <source>The name stands in certificates, where servers read it: none of , + &quot; \ &lt; &gt; ; = # may be in it.</source>
        <translation>名称写入证书，由服务器读取：不能含有 , + &quot; \ &lt; &gt; ; = #。</translation>
    </message>
    <message>
        <source>The name is too long for a certificate: 64 letters, or 21 Chinese characters.</source>
        <translation>名称太长，证书中最多 64 个字母或 21 个汉字。</translation>
    </message>
    <message>
        <source>“%1” waits for a second officer.</source>
        <translation>“%1”等待复核人签署。</translation>
    </message>
    <message>
        <source>“%1” is saved.</source>
        <translation>“%1”已保存。</translation>
    </message>
    <message>
        <source>“%1” is removed.</source>
        <translation>“%1”已移除。</translation>
    </message>
    <message>
        <source>Remove a certificate role</source>
        <translation>移除持证角色</translation>
    </message>
    <message>
        <source>Change a certificate role</source>
        <translation>修改持证角色</translation>
    </message>
    <message>
        <source>Add a certificate role</source>
        <translation>添加持证角色</translation>
    </message>
    <message>
        <source>What the holder of a USBKey is: it stands in their certificates, and servers let in by it. USBKeys that are with holders keep what they have.</source>
        <translation>USBKey 持有人是什么人：写入证书，服务器据此放行。已发放的 USBKey 不受影响。</translation>
    </message>
    <message>
        <source>Nothing is issued under it any more. Certificates that name it stay valid until they end.</source>
        <translation>此后不再按它发证。写有它的证书在到期前仍然有效。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>for example: attending physician</source>
        <translation>例如：主治医师</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>证书模板</translation>
    </message>
    <message>
        <source>Keys on the USBKey</source>
        <translation>USBKey 上的密钥</translation>
    </message>
    <message>
        <source>%1: log in, always there</source>
        <comment>a place on the card</comment>
        <translation>%1：登录，必有</translation>
    </message>
    <message>
        <source>%1: sign documents</source>
        <comment>a place on the card</comment>
        <translation>%1：签署文档</translation>
    </message>
    <message>
        <source>%1: read what is encrypted to the holder</source>
        <comment>a place on the card</comment>
        <translation>%1：读取加密给持有人的内容</translation>
    </message>
    <message>
        <source>Longest term</source>
        <translation>最长期限</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>Opens these services</source>
        <translation>可访问的业务</translation>
    </message>
    <message>
        <source>For people of</source>
        <translation>适用科室</translation>
    </message>
    <message>
        <source>any department</source>
        <translation>不限科室</translation>
    </message>
    <message>
        <source>Departments separated by commas. Nobody of another department gets a USBKey under this role.</source>
        <translation>科室之间用逗号分隔。其他科室的人不能按此角色领取 USBKey。</translation>
    </message>
    <message>
        <source>Sign and save the role</source>
        <translation>签名并保存角色</translation>
    </message>
    <message>
        <source>Sign and remove the role</source>
        <translation>签名并移除角色</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>hufu::ServerScreen</name>
    <message>
        <source>The server decides; this computer keeps a copy of everything and verifies it, and works on while the network does not. The server&apos;s administrator prints a code that is good for one computer and one day.</source>
        <translation>由服务器裁决；本机保存并核对全部内容的副本，网络中断时可继续工作。服务器管理员打印的注册码只供一台计算机在一天内使用。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>注册码</translation>
    </message>
    <message>
        <source>as it is printed; case and dashes do not matter</source>
        <translation>按打印内容输入；大小写与连字符不限</translation>
    </message>
    <message>
        <source>The code is complete.</source>
        <translation>注册码完整。</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机名称</translation>
    </message>
    <message>
        <source>as it is called in the list of workstations</source>
        <translation>在工作站列表中显示的名称</translation>
    </message>
    <message>
        <source>Your key</source>
        <translation>您的密钥</translation>
    </message>
    <message>
        <source>folder of the house whose authority moved to the server</source>
        <translation>签发机构已迁移到服务器的机构文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the folder with your key</source>
        <translation>选择含有您密钥的文件夹</translation>
    </message>
    <message>
        <source>There is no officer&apos;s key in this folder.</source>
        <translation>此文件夹中没有管理员的密钥。</translation>
    </message>
    <message>
        <source>Your signing key is copied from there as it is sealed: your passphrase opens it here, too.</source>
        <translation>您的签名密钥将以加密形式从该处复制；口令不变。</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message numerus="yes">
        <source>Not the code yet: %n character(s) so far; a code has 56 letters and digits.</source>
        <translation>
            <numerusform>尚不是完整的注册码：已输入 %n 个字符；注册码共 56 个字母和数字。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ServiceForm</name>
    <message>
        <source>“%1” is neither a host name nor an address.</source>
        <translation>“%1”既不是主机名，也不是地址。</translation>
    </message>
    <message>
        <source>Change a business service</source>
        <translation>更改业务系统</translation>
    </message>
    <message>
        <source>Add a business service</source>
        <translation>添加业务系统</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Host names and addresses, one per line</source>
        <translation>主机名和地址，每行一个</translation>
    </message>
    <message>
        <source>for example: outpatient registration</source>
        <translation>例如：门诊挂号</translation>
    </message>
    <message>
        <source>One per line: names such as his.example or *.lab.example, or addresses. Certificates are tied to the service by them.</source>
        <translation>每行一个：可填名称（如 his.example 或 *.lab.example）或地址。证书据此与业务系统关联。</translation>
    </message>
    <message>
        <source>Patient data is involved</source>
        <translation>涉及患者数据</translation>
    </message>
    <message>
        <source>Save the changes</source>
        <translation>保存更改</translation>
    </message>
    <message>
        <source>Add the service</source>
        <translation>添加业务系统</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>hufu::ServiceImportDialog</name>
    <message>
        <source>Services from a CSV file</source>
        <translation>从 CSV 文件导入业务系统</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.tsv *.txt)</source>
        <translation>CSV 文件 (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Patient data</source>
        <translation>患者数据</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>处理结果</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>将如何处理</translation>
    </message>
    <message>
        <source>added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>will be added</source>
        <translation>将添加</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>will change the service of this name</source>
        <translation>将更改同名业务系统</translation>
    </message>
    <message>
        <source>is there already, unchanged</source>
        <translation>已存在，无变化</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Import business services</source>
        <translation>导入业务系统</translation>
    </message>
    <message>
        <source>%1 added, %2 changed, %3 unchanged, %4 not entered</source>
        <translation>已添加 %1 个，已更改 %2 个，无变化 %3 个，未录入 %4 个</translation>
    </message>
    <message>
        <source>%1 to add, %2 to change, %3 that cannot be read</source>
        <translation>将添加 %1 个，将更改 %2 个，无法读取 %3 个</translation>
    </message>
    <message>
        <source>Services from a spreadsheet</source>
        <translation>从电子表格导入业务系统</translation>
    </message>
    <message>
        <source>CSV with a line of titles: name, tier (core, important, general), department, owner, hosts, patient_data; Chinese titles such as 业务系统, 级别, 科室, 负责人, 主机, 患者数据 are understood too. UTF-8 or GB18030.</source>
        <translation>CSV 文件须带标题行：name、tier（core、important、general）、department、owner、hosts、patient_data；也可识别中文标题，如业务系统、级别、科室、负责人、主机、患者数据。编码为 UTF-8 或 GB18030。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message numerus="yes">
        <source>Enter %n service(s)</source>
        <translation>
            <numerusform>录入 %n 个业务系统</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter services</source>
        <translation>录入业务系统</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Services in the file and what happens to them</source>
        <translation>文件中的业务系统及其处理方式</translation>
    </message>
</context>
<context>
    <name>hufu::ServiceTableModel</name>
    <message>
        <source>Service</source>
        <translation>业务系统</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Patient data</source>
        <translation>患者数据</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Next expiry</source>
        <translation>最近到期</translation>
    </message>
    <message>
        <source>Worst finding</source>
        <translation>最严重问题项</translation>
    </message>
    <message>
        <source>Yes</source>
        <extracomment>whether a service handles patient data</extracomment>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>hufu::ServicesPage</name>
    <message>
        <source>Show its certificates</source>
        <translation>查看其证书</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>none yet: without hosts no certificate is tied to it</source>
        <translation>暂无：没有主机就无法关联证书</translation>
    </message>
    <message>
        <source>Patient data</source>
        <translation>患者数据</translation>
    </message>
    <message>
        <source>involved</source>
        <translation>涉及</translation>
    </message>
    <message>
        <source>not involved</source>
        <translation>不涉及</translation>
    </message>
    <message>
        <source>Its certificates</source>
        <translation>相关证书</translation>
    </message>
    <message>
        <source>Certificates of the service</source>
        <translation>业务系统的证书</translation>
    </message>
    <message>
        <source>Show them in the inventory</source>
        <translation>在证书台账中查看</translation>
    </message>
    <message>
        <source>Delete a business service</source>
        <translation>删除业务系统</translation>
    </message>
    <message numerus="yes">
        <source>Delete “%1”? %n certificate(s) in force will no longer be tied to it; they stay in the inventory.</source>
        <translation>
            <numerusform>删除“%1”？%n 张有效证书将不再与其关联，但仍保留在证书台账中。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete the service</source>
        <translation>删除业务系统</translation>
    </message>
    <message>
        <source>No service is entered yet.</source>
        <translation>尚未录入业务系统。</translation>
    </message>
    <message numerus="yes">
        <source>%n business service(s); certificates are tied to them by host name.</source>
        <translation>
            <numerusform>%n 个业务系统；证书按主机名与其关联。</numerusform>
        </translation>
    </message>
    <message>
        <source>Business services</source>
        <translation>业务系统</translation>
    </message>
    <message>
        <source>Filter services</source>
        <translation>筛选业务系统</translation>
    </message>
    <message>
        <source>Add a service…</source>
        <translation>添加业务系统…</translation>
    </message>
    <message>
        <source>Import CSV…</source>
        <translation>导入 CSV…</translation>
    </message>
    <message>
        <source>No business service yet</source>
        <translation>尚无业务系统</translation>
    </message>
    <message>
        <source>Enter the services of the house with their hosts. Then Hufu can tell which certificates the emergency desk depends on, and warn earlier for core services.</source>
        <translation>请录入本机构的业务系统及其主机。这样虎符就能判断急诊依赖哪些证书，并对核心业务提前发出到期预警。</translation>
    </message>
</context>
<context>
    <name>hufu::Session</name>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%1 / %2 条</translation>
    </message>
</context>
<context>
    <name>hufu::SettingsPage</name>
    <message>
        <source>Putting the policy in force…</source>
        <translation>正在使策略生效…</translation>
    </message>
    <message>
        <source>Changing the passphrase…</source>
        <translation>正在更改口令…</translation>
    </message>
    <message>
        <source>The passphrase was changed. The old one no longer opens anything.</source>
        <translation>口令已更改，旧口令不再有效。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>How Hufu looks on this computer, what this house demands of certificates, and your passphrase.</source>
        <translation>虎符在此计算机上的外观、本机构对证书的要求，以及您的口令。</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>此计算机</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Lock when nobody is at it</source>
        <translation>无人操作时锁定</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Policy of the house</source>
        <translation>本机构策略</translation>
    </message>
    <message>
        <source>What counts as a finding, and how bad it is. A change is a signed command and stands in the audit log.</source>
        <translation>规定哪些情况列为问题项及其严重程度。每次更改都是一条签名命令，并记入审计日志。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>The passphrase as it is now</source>
        <translation>当前口令</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>It waits for a colleague&apos;s signature. Until then the policy stays as it is.</source>
        <translation>等待同事签名，在此之前策略保持不变。</translation>
    </message>
    <message>
        <source>In force without a second signature: the house is in pilot mode. The audit log says so.</source>
        <translation>未经第二人签名即已生效：本机构处于试点模式，审计日志中有记载。</translation>
    </message>
    <message>
        <source>The policy is in force.</source>
        <translation>策略已生效。</translation>
    </message>
</context>
<context>
    <name>hufu::SigningKeyForm</name>
    <message>
        <source>Sign with a USBKey</source>
        <translation>改用 USBKey 签名</translation>
    </message>
    <message>
        <source>New signing key</source>
        <translation>新签名密钥</translation>
    </message>
    <message>
        <source>%1 gets a new signing key under a passphrase of their own, which they type here. What they signed with before counts no more.</source>
        <translation>%1 将得到新的签名密钥，由其本人在此输入口令保护。原来的签名密钥不再有效。</translation>
    </message>
    <message>
        <source>No USBKey that was issued to %1 could sign: it needs keys for authentication, signature and key management (9A, 9C, 9D). Issue one on the page USBKey first.</source>
        <translation>没有发给 %1 且可用于签名的 USBKey：它需要认证、签名和密钥管理三个密钥（9A、9C、9D）。请先在 USBKey 页面发放。</translation>
    </message>
    <message>
        <source>From now on your USBKey signs your commands, and its PIN opens the house; your passphrase opens nothing any more. Hufu locks afterwards: unlock it with the USBKey. Pulling it out locks Hufu at once.</source>
        <translation>今后您的 USBKey 为您的命令签名，用其 PIN 打开本系统；口令不再有效。完成后虎符会锁定，请用 USBKey 解锁。拔出 USBKey 会立即锁定。</translation>
    </message>
    <message>
        <source>From now on %1 signs with this USBKey and opens the house by its PIN, and by nothing else.</source>
        <translation>今后 %1 用此 USBKey 签名，并且只能用其 PIN 打开本系统。</translation>
    </message>
    <message>
        <source>USBKey</source>
        <translation>USBKey</translation>
    </message>
    <message>
        <source>Its PIN; the USBKey has to be in a reader</source>
        <translation>其 PIN（USBKey 须插在读卡器中）</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Sign with this USBKey from now on</source>
        <translation>今后用此 USBKey 签名</translation>
    </message>
    <message>
        <source>Sign and register the new key</source>
        <translation>签名并登记新密钥</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Without %1 this house lacks an administrator who could decide: more than half of the custodians decide together, and it stands in the audit log.</source>
        <translation>没有 %1，本单位就缺少能够作出决定的管理员：由半数以上的密钥保管员共同决定，并记入审计日志。</translation>
    </message>
</context>
<context>
    <name>hufu::SourcesScreen</name>
    <message>
        <source>Folder with certificates</source>
        <translation>存放证书的文件夹</translation>
    </message>
    <message>
        <source>PKCS#12 file</source>
        <translation>PKCS#12 文件</translation>
    </message>
    <message>
        <source>PKCS#12 (*.p12 *.pfx);;All files (*)</source>
        <translation>PKCS#12 (*.p12 *.pfx);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Certificates are read, never changed, and private keys are not kept. More can be imported at any time.</source>
        <translation>证书只读取、不更改，私钥不予保留。以后可随时继续导入。</translation>
    </message>
    <message>
        <source>The authorities this computer trusts</source>
        <translation>此计算机信任的颁发机构</translation>
    </message>
    <message>
        <source>A folder with certificates or server configurations (nginx, Apache, HAProxy)</source>
        <translation>存放证书或服务器配置（nginx、Apache、HAProxy）的文件夹</translation>
    </message>
    <message>
        <source>/etc/nginx</source>
        <translation>/etc/nginx</translation>
    </message>
    <message>
        <source>Servers on the network</source>
        <translation>网络中的服务器</translation>
    </message>
    <message>
        <source>one to a line: his.hospital.example:443, mail.hospital.example:25</source>
        <translation>每行一个：his.hospital.example:443、mail.hospital.example:25</translation>
    </message>
    <message>
        <source>A PKCS#12 file (.p12, .pfx); its password is asked for while importing</source>
        <translation>PKCS#12 文件（.p12、.pfx）；导入时会询问其密码</translation>
    </message>
    <message>
        <source>path of the file</source>
        <translation>文件路径</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Choose a PKCS#12 file</source>
        <translation>选择 PKCS#12 文件</translation>
    </message>
</context>
<context>
    <name>hufu::StrengthMeter</name>
    <message>
        <source>At least %1 characters. Four or five unrelated words are easy to remember and hard to guess.</source>
        <translation>至少 %1 个字符。四五个互不相关的词语既好记又难猜。</translation>
    </message>
    <message>
        <source>Too short: %1 of at least %2 characters.</source>
        <translation>过短：现有 %1 个字符，至少需要 %2 个。</translation>
    </message>
    <message>
        <source>Too easy to guess (about %1 of at least %2 bits). Names, dates, telephone numbers and usual words cost a guesser little: add unrelated words.</source>
        <translation>过于容易猜中（约 %1 位，至少需要 %2 位）。姓名、日期、电话号码和常用词对猜测者几乎不构成障碍：请加入互不相关的词语。</translation>
    </message>
    <message>
        <source>Enough (about %1 bits). One more word makes it good.</source>
        <translation>合格（约 %1 位）。再加一个词语即为良好。</translation>
    </message>
    <message>
        <source>Good (about %1 bits).</source>
        <translation>良好（约 %1 位）。</translation>
    </message>
    <message>
        <source>Strong (about %1 bits).</source>
        <translation>强（约 %1 位）。</translation>
    </message>
</context>
<context>
    <name>hufu::TableView</name>
    <message>
        <source>Restore the usual columns</source>
        <translation>恢复默认列</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>复制为 CSV</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>hufu::TemporaryForm</name>
    <message>
        <source>The policy lets nobody issue temporary USBKeys under “%1”. Two officers can issue an ordinary one, or change the policy in the settings.</source>
        <translation>策略不允许为“%1”签发临时 USBKey。可由两名管理员签发普通 USBKey，或在设置中修改策略。</translation>
    </message>
    <message>
        <source>A temporary USBKey that you issued over a week ago was not reviewed. A colleague reviews it first, on the tab “Temporary USBKeys”.</source>
        <translation>您一周多以前签发的临时 USBKey 尚未复核。请先由同事在“临时 USBKey”标签页中复核。</translation>
    </message>
    <message numerus="yes">
        <source>You have issued %n temporary USBKey(s) within 24 hours, and the policy allows no more. A colleague can issue this one.</source>
        <translation>
            <numerusform>您在 24 小时内已签发 %n 个临时 USBKey，策略不允许再签发。可由同事签发。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, gets another USBKey as “%3” for some hours. You alone sign for it; a colleague reviews it afterwards. Its certificates end by themselves, and %1 hands it back.</source>
        <translation>%1（%2）将以“%3”的身份获得另一个限时数小时的 USBKey。由您一人签名，事后由同事复核。证书到时自动失效，%1 须归还该 USBKey。</translation>
    </message>
    <message>
        <source>Valid for</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source> hours</source>
        <translation> 小时</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>The holder&apos;s PIN is blocked and nobody else is here to unlock it</source>
        <translation>持有人的 PIN 已锁定，且无其他管理员在场解锁</translation>
    </message>
    <message>
        <source>The holder&apos;s USBKey is broken</source>
        <translation>持有人的 USBKey 已损坏</translation>
    </message>
    <message>
        <source>Yours within 24 hours: %1 of %2.</source>
        <translation>您在 24 小时内已签发：%1 个，上限 %2 个。</translation>
    </message>
</context>
<context>
    <name>hufu::TemporaryKeyTableModel</name>
    <message>
        <source>Issued</source>
        <translation>签发时间</translation>
    </message>
    <message>
        <source>USBKey</source>
        <translation>USBKey</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>持有人</translation>
    </message>
    <message>
        <source>Certificate role</source>
        <translation>持证角色</translation>
    </message>
    <message>
        <source>For</source>
        <translation>有效时长</translation>
    </message>
    <message>
        <source>By</source>
        <translation>签发人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name, department</comment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>due</source>
        <translation>待复核</translation>
    </message>
</context>
<context>
    <name>hufu::TemporaryReviewForm</name>
    <message>
        <source>The temporary USBKey %1 is reviewed.</source>
        <translation>临时 USBKey %1 已复核。</translation>
    </message>
    <message>
        <source>Review a temporary USBKey</source>
        <translation>复核临时 USBKey</translation>
    </message>
    <message numerus="yes">
        <source>%1 alone issued USBKey %2 to %3, %4, as “%5” for %n hour(s), on %6.</source>
        <translation>
            <numerusform>%1 于 %6 单独向 %3（%4）签发了 USBKey %2，持证角色“%5”，有效 %n 小时。</numerusform>
        </translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>Ask the holder or the department whether it was needed, and whether the USBKey came back.</source>
        <translation>请向持有人或所在科室核实是否确有需要，以及 USBKey 是否已归还。</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题所在</translation>
    </message>
    <message>
        <source>What you looked at</source>
        <translation>核实的内容</translation>
    </message>
    <message>
        <source>It should not have been issued</source>
        <translation>本不应签发</translation>
    </message>
    <message>
        <source>Sign the objection</source>
        <translation>签名并提出异议</translation>
    </message>
    <message>
        <source>Sign that it is in order</source>
        <translation>签名确认无异常</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>hufu::TemporaryTab</name>
    <message>
        <source>A colleague reviews what you issued.</source>
        <translation>您签发的由同事复核。</translation>
    </message>
    <message>
        <source>None within a month. One officer alone issues them to holders who are locked out, where the policy allows it.</source>
        <translation>一个月内没有。策略允许时，一名管理员可单独向无法使用 USBKey 的持有人签发。</translation>
    </message>
    <message>
        <source>One officer alone issued them to holders who were locked out. A colleague looks at each and signs for it; this list holds a month.</source>
        <translation>由一名管理员单独向无法使用 USBKey 的持有人签发。同事逐一核实并签名；本列表保留一个月。</translation>
    </message>
    <message>
        <source>Temporary USBKeys</source>
        <translation>临时 USBKey</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>复核…</translation>
    </message>
</context>
<context>
    <name>hufu::TokenPicker</name>
    <message>
        <source>The PKCS#11 library of the token&apos;s vendor</source>
        <translation>令牌厂商的 PKCS#11 库</translation>
    </message>
    <message>
        <source>Libraries (*.so *.so.*)</source>
        <translation>库文件 (*.so *.so.*)</translation>
    </message>
    <message>
        <source>Asking the library for its tokens…</source>
        <translation>正在向库查询令牌…</translation>
    </message>
    <message>
        <source>%1, serial number %2</source>
        <comment>model of a token</comment>
        <translation>%1，序列号 %2</translation>
    </message>
    <message>
        <source>Trying the PIN…</source>
        <translation>正在验证 PIN…</translation>
    </message>
    <message>
        <source>given, and right</source>
        <translation>已输入且正确</translation>
    </message>
    <message>
        <source>PKCS#11 library</source>
        <translation>PKCS#11 库</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Tried once, then kept in the vault, encrypted: CRLs are signed every day, also when nobody is here to enter it.</source>
        <translation>只验证一次，之后加密保存在保险库中：CRL 每天都要签发，即使无人在场输入 PIN。</translation>
    </message>
</context>
<context>
    <name>hufu::TokenPinDialog</name>
    <message>
        <source>Trying the PIN…</source>
        <translation>正在验证 PIN…</translation>
    </message>
    <message>
        <source>PIN of the token %1</source>
        <translation>令牌 %1 的 PIN</translation>
    </message>
    <message>
        <source>The key of %1 lies in the token %2. The authority keeps the token&apos;s PIN in its vault, encrypted, because it signs CRLs every day, also when nobody is here to enter it. The PIN is tried once; a token blocks itself after a few wrong ones.</source>
        <translation>%1 的密钥存放在令牌 %2 中。系统将该令牌的 PIN 加密保存在保险库中，因为系统每天都要签发 CRL，即使无人在场输入 PIN。PIN 只验证一次；错误几次后令牌会自动锁定。</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Try and keep the PIN</source>
        <translation>验证并保存 PIN</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>hufu::TopBar</name>
    <message>
        <source>Search everything…   Ctrl+K</source>
        <translation>全局搜索…   Ctrl+K</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Lock: the keys are dropped (Ctrl+L)</source>
        <translation>锁定：清除内存中的密钥 (Ctrl+L)</translation>
    </message>
    <message>
        <source>journal #%1 · %2</source>
        <extracomment>the newest entry of the journal, and how old that is or the server&apos;s last word</extracomment>
        <translation>审计日志 #%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n 条待发送</numerusform>
        </translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>紧急吊销</translation>
    </message>
    <message>
        <source>Stops a stolen or lost key (Ctrl+Shift+E)</source>
        <translation>制止被盗或丢失的密钥（Ctrl+Shift+E）</translation>
    </message>
    <message>
        <source>Emergency revocation</source>
        <translation>紧急吊销</translation>
    </message>
    <message>
        <source>Search…   Ctrl+K</source>
        <translation>搜索…   Ctrl+K</translation>
    </message>
    <message>
        <source>Finds certificates, services, pages and commands (Ctrl+K)</source>
        <translation>查找证书、业务系统、页面和命令（Ctrl+K）</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>全局搜索</translation>
    </message>
    <message>
        <source>Search…</source>
        <translation>搜索…</translation>
    </message>
</context>
<context>
    <name>hufu::ValidityBar</name>
    <message numerus="yes">
        <source>Not valid yet: begins in %n day(s)</source>
        <translation>
            <numerusform>尚未生效：%n 天后开始</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expired %n day(s) ago</source>
        <translation>
            <numerusform>已过期 %n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expires soon: %n day(s) left</source>
        <translation>
            <numerusform>即将到期：剩余 %n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>剩余 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Validity</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Valid from %1 until %2. %3</source>
        <extracomment>%1 first day, %2 last day, %3 how long it lasts, e.g. &quot;58 days left&quot;</extracomment>
        <translation>有效期自 %1 至 %2。%3</translation>
    </message>
    <message>
        <source>Expires in less than a day</source>
        <translation>不到一天即到期</translation>
    </message>
</context>
<context>
    <name>hufu::ValueText</name>
    <message>
        <source>Private</source>
        <translation>私有</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>%1 (inferred)</source>
        <extracomment>%1 is a validation class such as OV, told from the subject and not from a policy</extracomment>
        <translation>%1（推断）</translation>
    </message>
    <message>
        <source>General</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Important</source>
        <translation>重要</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低危</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中危</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高危</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation>已被替代</translation>
    </message>
    <message>
        <source>Not yet valid</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Server and client</source>
        <translation>服务器和客户端</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>Code signing</source>
        <translation>代码签名</translation>
    </message>
    <message>
        <source>OCSP responder</source>
        <translation>OCSP 响应者</translation>
    </message>
    <message>
        <source>Time stamping</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Server configuration</source>
        <translation>服务器配置</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Trust store</source>
        <translation>信任库</translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>粘贴</translation>
    </message>
    <message numerus="yes">
        <source>expired %n day(s) ago</source>
        <translation>
            <numerusform>已过期 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>less than a day</source>
        <translation>不足一天</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>已吊销</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Key file</source>
        <extracomment>where the private key of a certificate was found</extracomment>
        <translation>密钥文件</translation>
    </message>
</context>
<context>
    <name>hufu::WhoScreen</name>
    <message>
        <source>Hufu keeps every digital certificate of the house in one place and says what needs attention next. Everything stays on this computer, encrypted.</source>
        <translation>虎符集中管理本机构的所有数字证书，并提示接下来需要处理的事项。所有内容均加密保存在此计算机上。</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在此计算机上</translation>
    </message>
    <message>
        <source>With a lifecycle server</source>
        <translation>连接生命周期服务器</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Hospital</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>as colleagues know you; it stands beside every act in the audit log</source>
        <translation>同事熟悉的称呼；审计日志中的每项操作都会注明</translation>
    </message>
    <message>
        <source>its full name</source>
        <translation>医院全称</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>选填</translation>
    </message>
    <message>
        <source>The authority runs inside this program; nothing else has to be installed, and no port is opened.</source>
        <translation>签发机构在本程序内运行；无需另行安装，也不开放任何端口。</translation>
    </message>
    <message>
        <source>I begin alone: pilot mode</source>
        <translation>我先一个人开始：单人试用</translation>
    </message>
    <message>
        <source>One person holds every role until administrators are appointed; the audit log says whatever lacked a second signature.</source>
        <translation>在任命管理员之前，一人担任全部角色；凡缺少复核签名的操作，审计日志都会记明。</translation>
    </message>
    <message>
        <source>The three administrators are here</source>
        <translation>三名管理员均在场</translation>
    </message>
    <message>
        <source>Security, system and audit administrator found the house together, each with their own passphrase. Nobody decides alone.</source>
        <translation>安全管理员、系统管理员和审计管理员共同创建，各用各的口令。任何人不能单独决定。</translation>
    </message>
    <message>
        <source>Security administrator</source>
        <translation>安全管理员</translation>
    </message>
    <message>
        <source>System administrator</source>
        <translation>系统管理员</translation>
    </message>
    <message>
        <source>Audit administrator</source>
        <translation>审计管理员</translation>
    </message>
    <message>
        <source>name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>The authority runs on a server, and this computer is one of its workstations. An authority that began on a computer moves to a server with its audit log unchanged.</source>
        <translation>签发机构在服务器上运行，本机是它的工作站之一。始于某台计算机的签发机构可连同审计日志原样迁移到服务器。</translation>
    </message>
</context>
<context>
    <name>hufu::Workbench</name>
    <message>
        <source>Pilot mode: one person holds every role, and nobody checks anybody. Good for getting to know Hufu and for a house of one; before real work, appoint the administrators.</source>
        <translation>单人试用：一人兼任所有角色，无人复核。适合熟悉虎符或单人机构使用；正式使用前，请任命管理员。</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is behind the audit log: new entries carry the time of the newest one. Set the clock right.</source>
        <translation>此计算机的时钟落后于审计日志：新条目沿用最新一条的时间。请校准时钟。</translation>
    </message>
    <message>
        <source>Export the evidence</source>
        <translation>导出证据</translation>
    </message>
    <message>
        <source>Evidence (*.json)</source>
        <translation>证据 (*.json)</translation>
    </message>
</context>
</TS>
