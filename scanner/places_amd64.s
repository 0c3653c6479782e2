//go:build !purego

#include "textflag.h"

// The numbers 0 to 63.
DATA iota<>+0(SB)/8, $0x0706050403020100
DATA iota<>+8(SB)/8, $0x0f0e0d0c0b0a0908
DATA iota<>+16(SB)/8, $0x1716151413121110
DATA iota<>+24(SB)/8, $0x1f1e1d1c1b1a1918
DATA iota<>+32(SB)/8, $0x2726252423222120
DATA iota<>+40(SB)/8, $0x2f2e2d2c2b2a2928
DATA iota<>+48(SB)/8, $0x3736353433323130
DATA iota<>+56(SB)/8, $0x3f3e3d3c3b3a3938
GLOBL iota<>(SB), RODATA|NOPTR, $64

// Three bytes turned around and a zero, four times.
DATA turned<>+0(SB)/8, $0x8004050680000102
DATA turned<>+8(SB)/8, $0x800c0d0e8008090a
GLOBL turned<>(SB), RODATA|NOPTR, $16

// func listAVX512(at *uint16, words *uint64, n int) int
TEXT ·listAVX512(SB), NOSPLIT, $0-32
	MOVQ at+0(FP), DI
	MOVQ words+8(FP), SI
	MOVQ n+16(FP), DX
	MOVQ DI, R8
	VMOVDQU64 iota<>(SB), Z0
	VPXORQ Z2, Z2, Z2      // the offset of the word
	MOVL $64, AX
	VPBROADCASTW AX, Z3
	XORQ CX, CX
word:
	MOVQ (SI)(CX*8), BX
	KMOVQ BX, K1
	POPCNTQ BX, BX
	VPCOMPRESSB.Z Z0, K1, Z1
	VPMOVZXBW Y1, Z4
	VPADDW Z2, Z4, Z4
	VMOVDQU64 Z4, (DI)
	CMPQ BX, $32
	JLE next
	VEXTRACTI64X4 $1, Z1, Y1
	VPMOVZXBW Y1, Z4
	VPADDW Z2, Z4, Z4
	VMOVDQU64 Z4, 64(DI)
next:
	LEAQ (DI)(BX*2), DI
	VPADDW Z3, Z2, Z2
	INCQ CX
	CMPQ CX, DX
	JLT word
	SUBQ R8, DI
	SHRQ $1, DI
	MOVQ DI, ret+24(FP)
	VZEROUPPER
	RET

// Routines that sift places hold in DI where those lie that they have not seen,
// in DX how many they are less eight, in R8 where those go that are left and in
// R13 where these begin, in SI the text, in Z0 (of four bytes each: Y0) eight
// places, and in K7 which of them count.

// CONSTANTS: 0x80 in each byte; 0x7f; 0x20; 0x80-'a'; 0x7f-'z'; then for each
// eight bytes the factor of hashes, 63, ones, 64, 1.
#define CONSTANTS \
	MOVQ $0x8080808080808080, AX \
	VPBROADCASTQ AX, Z31 \
	MOVQ $0x7f7f7f7f7f7f7f7f, AX \
	VPBROADCASTQ AX, Z30 \
	MOVQ $0x2020202020202020, AX \
	VPBROADCASTQ AX, Z29 \
	MOVQ $0x1f1f1f1f1f1f1f1f, AX \
	VPBROADCASTQ AX, Z28 \
	MOVQ $0x0505050505050505, AX \
	VPBROADCASTQ AX, Z27 \
	MOVQ $0x9e3779b97f4a7c15, AX \
	VPBROADCASTQ AX, Z26 \
	MOVQ $63, AX \
	VPBROADCASTQ AX, Z25 \
	VPTERNLOGQ $0xff, Z21, Z21, Z21 \
	MOVQ $64, AX \
	VPBROADCASTQ AX, Z20 \
	VPSRLQ $63, Z21, Z16

// EACH begins the loop over the places; what follows it, up to KEEP, looks at
// eight. Of the last ones there may be fewer, which K7 tells.
#define EACH \
	MOVQ DI, R8 \
	MOVQ DI, R13 \
	MOVL $0xff, R12 \
	SUBQ $8, DX \
	JLT rest \
eight: \
	KMOVB R12, K7 \
look:

// KEEP puts down the places that K2 marks, goes on to the next and, behind the
// last, returns in ret how many are left.
#define KEEP(ret) \
	KANDB K7, K2, K2 \
	VMOVDQU (DI), X1 \
	VPCOMPRESSW.Z X1, K2, X1 \
	VMOVDQU X1, (R8) \
	KMOVB K2, AX \
	POPCNTL AX, AX \
	LEAQ (R8)(AX*2), R8 \
	ADDQ $16, DI \
	SUBQ $8, DX \
	JGE eight \
rest: \
	ADDQ $8, DX \
	JLE done \
	MOVQ DX, CX \
	MOVL $1, AX \
	SHLL CX, AX \
	DECL AX \
	KMOVB AX, K7 \
	XORQ DX, DX \
	JMP look \
done: \
	SUBQ R13, R8 \
	SHRQ $1, R8 \
	MOVQ R8, ret \
	VZEROUPPER \
	RET

// Offsets of the tables in Gate.
#define TITLES 0
#define NAMES 16384
#define SIGNS 24576

// LETTERS puts into out 0x80 for each byte of u that is no letter of ASCII,
// and the bytes in lower case into low; see wordHead.
#define LETTERS(u, low, out, tmp) \
	VPANDQ Z30, u, low \
	VPORQ Z29, low, low \
	VPADDQ Z28, low, out \
	VPADDQ Z27, low, tmp \
	VPANDNQ out, tmp, out \
	VPANDNQ out, u, out \
	VPANDNQ Z31, out, out

// LOOKUP puts into out the bits of table from the one that k numbers on.
#define LOOKUP(table, k, out, tmp) \
	VPSRLQ $6, k, tmp \
	KMOVB K7, K1 \
	VPXORQ out, out, out \
	VPGATHERQQ (table)(tmp*8), K1, out \
	VPANDQ Z25, k, tmp \
	VPSRLVQ tmp, out, out

// func siftAVX512(gate *Gate, starts *[1024]uint64, text *byte, at *uint16, n int) int
TEXT ·siftAVX512(SB), NOSPLIT, $0-48
	MOVQ gate+0(FP), R9
	MOVQ starts+8(FP), R10
	MOVQ text+16(FP), SI
	MOVQ at+24(FP), DI
	MOVQ n+32(FP), DX
	LEAQ NAMES(R9), R11

	CONSTANTS
	VMOVDQU64 SIGNS(R9), Z24
	VMOVDQU64 (SIGNS+64)(R9), Z23
	MOVBLZX (SIGNS+128)(R9), AX // of bytes beyond ASCII
	VPBROADCASTB AX, Z22
	VPSLLQ $56, Z21, Z19        // the last byte
	VPSRLQ $8, Z19, Z18         // the one before it
	MOVQ $0x2e000000000000, AX  // a full stop there
	VPBROADCASTQ AX, Z17

	EACH
	VPMOVZXWQ (DI), Z0
	VPXORQ Z1, Z1, Z1
	VPXORQ Z2, Z2, Z2
	VPXORQ Z3, Z3, Z3
	KMOVB K7, K1
	VPGATHERQQ (SI)(Z0*1), K1, Z1
	KMOVB K7, K2
	VPGATHERQQ -8(SI)(Z0*1), K2, Z2
	KMOVB K7, K3
	VPGATHERQQ -10(SI)(Z0*1), K3, Z3

	// The word: is it a name?
	LETTERS(Z1, Z4, Z5, Z6)
	VPXORQ Z6, Z6, Z6
	VPSUBQ Z5, Z6, Z6
	VPANDQ Z5, Z6, Z6           // the lowest bit that is set
	VPSRLQ $7, Z6, Z6
	VPADDQ Z21, Z6, Z6          // those of the letters before it
	VPANDQ Z6, Z4, Z4
	VPMULLQ Z26, Z4, Z4
	VPSRLQ $48, Z4, Z4
	LOOKUP(R11, Z4, Z7, Z5)     // bit 0: names

	VPLZCNTQ Z6, Z6
	VPSUBQ Z6, Z20, Z6
	VPSRLQ $3, Z6, Z6
	VPADDQ Z0, Z6, Z6           // where the word ends
	KMOVB K7, K1
	VPXORQ Z8, Z8, Z8
	VPGATHERQQ (SI)(Z6*1), K1, Z8

	// Its first two bytes.
	VPSLLQ $56, Z1, Z4
	VPSRLQ $48, Z4, Z4
	VPSLLQ $48, Z1, Z5
	VPSRLQ $56, Z5, Z5
	VPORQ Z5, Z4, Z4
	LOOKUP(R10, Z4, Z9, Z5)     // bit 0: starts

	// The word before: is it a title? A full stop behind it is left out.
	VPSRLQ $8, Z3, Z4
	VPSLLQ $8, Z2, Z5
	VPTERNLOGQ $0xf8, Z19, Z5, Z4
	VPANDQ Z18, Z2, Z5
	VPCMPEQQ Z17, Z5, K2
	VMOVDQA64 Z3, K2, Z4
	LETTERS(Z4, Z5, Z6, Z10)
	VPLZCNTQ Z6, Z6
	VPSUBQ Z6, Z20, Z10
	VPSRLVQ Z10, Z4, Z10
	VPSLLVQ Z6, Z4, Z11
	VPSRLQ $63, Z11, Z11
	VPADDQ Z10, Z10, Z10
	VPADDQ Z11, Z10, Z10
	VPMULLQ Z26, Z10, Z10
	VPSRLQ $48, Z10, Z10
	LOOKUP(R9, Z10, Z11, Z5)    // bit 0: titles

	// The signs around, a byte each: two before the word, the one before it,
	// the two behind it, the last one of the word before.
	VPSRLQ $48, Z2, Z12
	VPSLLQ $48, Z8, Z13
	VPSRLQ $32, Z13, Z13
	VPSRLQ $56, Z4, Z14
	VPSLLQ $32, Z14, Z14
	VPTERNLOGQ $0xfe, Z14, Z13, Z12
	VPMOVB2M Z12, K3
	VPERMI2B Z23, Z24, Z12
	VMOVDQU8 Z22, K3, Z12

	// named: names & joins(next) & (hyphen(next) | !blank(next) | goes on(the next but one))
	VPSRLQ $20, Z12, Z1
	VPSRLQ $21, Z12, Z2
	VPSRLQ $31, Z12, Z3
	VPTERNLOGQ $0xfb, Z3, Z2, Z1
	VPSRLQ $17, Z12, Z2
	VPTERNLOGQ $0x80, Z2, Z1, Z7
	// titled: (titles | high(last) | hyphen(last)) & behind(before)
	VPSRLQ $35, Z12, Z1
	VPSRLQ $36, Z12, Z2
	VPTERNLOGQ $0xfe, Z2, Z1, Z11
	VPSRLQ $10, Z12, Z1
	VPANDQ Z1, Z11, Z11
	// or high(before) | high(next)
	VPSRLQ $11, Z12, Z1
	VPSRLQ $19, Z12, Z2
	VPTERNLOGQ $0xfe, Z2, Z1, Z11
	// line: blank(before) & (blank(two before) | end of line(before))
	VPSRLQ $5, Z12, Z1
	VPSRLQ $14, Z12, Z2
	VPORQ Z2, Z1, Z1
	VPSRLQ $13, Z12, Z2
	VPANDQ Z2, Z1, Z1

	// Marks above the place: gatePasses, startsWord, mayClose, mayName.
	VPANDQ Z16, Z11, Z11
	VPANDQ Z16, Z9, Z9
	VPANDQ Z16, Z1, Z1
	VPANDQ Z16, Z7, Z7
	VPSLLQ $12, Z11, Z11
	VPSLLQ $13, Z9, Z9
	VPSLLQ $14, Z1, Z1
	VPSLLQ $15, Z7, Z7
	VPORQ Z9, Z11, Z11
	VPTERNLOGQ $0xfe, Z7, Z1, Z11
	VPTESTMQ Z11, Z11, K2
	VPMOVQW Z11, X6
	VPOR (DI), X6, X6
	VMOVDQU X6, (DI)
	KEEP(ret+40(FP))

// func siftTailsAVX512(tails *[1024]uint64, text *byte, at *uint16, n int) int
TEXT ·siftTailsAVX512(SB), NOSPLIT, $0-40
	MOVQ tails+0(FP), R9
	MOVQ text+8(FP), SI
	MOVQ at+16(FP), DI
	MOVQ n+24(FP), DX
	CONSTANTS
	MOVQ $0x5050505050505050, AX // 0x80 - '0'
	VPBROADCASTQ AX, Z24
	MOVQ $0x4646464646464646, AX // 0x7f - '9'
	VPBROADCASTQ AX, Z23
	MOVQ $0x80, AX
	VPBROADCASTQ AX, Z22
	MOVQ $0x7000, AX
	VPBROADCASTQ AX, Z19

	EACH
	VPMOVZXWQ (DI), Z0
	VPXORQ Z1, Z1, Z1
	KMOVB K7, K1
	VPGATHERQQ -8(SI)(Z0*1), K1, Z1
	VPANDQ Z30, Z1, Z2
	VPORQ Z29, Z2, Z3           // in lower case
	VPADDQ Z28, Z3, Z4
	VPADDQ Z27, Z3, Z5
	VPANDNQ Z4, Z5, Z4          // letters
	VPADDQ Z24, Z2, Z5
	VPADDQ Z23, Z2, Z6
	VPANDNQ Z5, Z6, Z5          // digits
	VPORQ Z4, Z5, Z5
	VPANDNQ Z5, Z1, Z5
	VPANDQ Z31, Z5, Z5          // both
	VPXORQ Z31, Z5, Z6
	VPLZCNTQ Z6, Z6             // eight times as many as the word has
	VPSUBQ Z6, Z20, Z7

	// Does a word begin inside of it?
	VPSLLQ $2, Z1, Z8
	VPANDNQ Z4, Z8, Z4
	VPANDQ Z5, Z4, Z4
	VPSLLVQ Z7, Z21, Z8
	VPANDQ Z8, Z4, Z4
	VPSLLQ $8, Z5, Z5
	VPORQ Z22, Z5, Z5
	VPTESTMQ Z5, Z4, K2
	// Is the byte before it beyond ASCII?
	VPSLLVQ Z6, Z1, Z8
	VPMOVQ2M Z8, K3
	KORB K3, K2, K2
	// The size of a word that is known whole is marked above its place.
	KNOTB K2, K3
	VPSLLQ.Z $9, Z6, K3, Z6
	VPANDQ Z19, Z6, Z6
	VPMOVQW Z6, X6
	VPOR (DI), X6, X6
	VMOVDQU X6, (DI)
	// Does a phrase end so?
	VPSRLVQ Z7, Z3, Z3
	VPMULLQ Z26, Z3, Z3
	VPSRLQ $48, Z3, Z3
	LOOKUP(R9, Z3, Z4, Z5)
	VPTESTMQ Z16, Z4, K3
	KORB K3, K2, K2
	KEEP(ret+32(FP))

// func siftHeadsAVX512(filter *[256]uint64, text *byte, at *uint16, n int) int
TEXT ·siftHeadsAVX512(SB), NOSPLIT, $0-40
	MOVQ filter+0(FP), R9
	MOVQ text+8(FP), SI
	MOVQ at+16(FP), DI
	MOVQ n+24(FP), DX
	VBROADCASTI32X4 turned<>(SB), Y16
	MOVL $0x9e3779b1, AX
	VPBROADCASTD AX, Y17
	MOVL $31, AX
	VPBROADCASTD AX, Y18
	MOVL $1, AX
	VPBROADCASTD AX, Y19

	EACH
	VPMOVZXWD (DI), Y0
	VPXOR Y1, Y1, Y1
	KMOVB K7, K1
	VPGATHERDD (SI)(Y0*1), K1, Y1
	VPSHUFB Y16, Y1, Y1
	VPMULLD Y17, Y1, Y1
	VPSRLD $18, Y1, Y1          // headHash
	VPSRLD $5, Y1, Y2
	VPXOR Y3, Y3, Y3
	KMOVB K7, K1
	VPGATHERDD (R9)(Y2*4), K1, Y3
	VPANDD Y18, Y1, Y1
	VPSRLVD Y1, Y3, Y3
	VPTESTMD Y19, Y3, K2
	KEEP(ret+32(FP))
