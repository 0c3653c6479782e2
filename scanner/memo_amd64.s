//go:build !purego

#include "textflag.h"

// What the bytes of an Outline keep of a digit: of the first whether it is
// zero, one or two, or more, of the second whether it is zero, of the others
// nothing. It is halved, rounded up.
DATA skimKeep<>+0(SB)/8, $0x0000000000000104
DATA skimKeep<>+8(SB)/8, $0
DATA skimKeep<>+16(SB)/8, $0
DATA skimKeep<>+24(SB)/8, $0
GLOBL skimKeep<>(SB), RODATA|NOPTR, $32

DATA skimDigit<>+0(SB)/8, $0x0930 // nine, and zero as it is written
GLOBL skimDigit<>(SB), RODATA|NOPTR, $8

// Both routines hold in R8 the cells, in DX the number of the one they are at, in
// R13 its place, of those from R10 to R11, in DI the pairs, in SI the text, in R12
// the sizes, in R15 where the open ones go and in R14 how many they are, in R9 a
// length that no Outline has.
#define SKIM \
	MOVQ pairs+0(FP), DI \
	MOVQ open+8(FP), R15 \
	MOVQ text+16(FP), SI \
	MOVQ cells+24(FP), R8 \
	MOVQ places+40(FP), R10 \
	MOVQ columns+48(FP), R11 \
	MOVQ sizes+56(FP), R12 \
	LEAQ (R10)(R11*8), R11 \
	MOVQ R10, R13 \
	XORQ DX, DX \
	XORQ R14, R14 \
	MOVQ $24, R9 \
	VPBROADCASTB skimDigit<>+0(SB), Y15 \
	VPBROADCASTB skimDigit<>+1(SB), Y14 \
	VMOVDQU skimKeep<>(SB), Y13 \
	VPXOR Y12, Y12, Y12 \
	VMOVDQU ·memoMix(SB), Y11

// CELL makes BX the length of the cell, CX what says where its size is, and Y0 its
// bytes.
#define CELL \
	MOVL (R8)(DX*8), AX \
	MOVL 4(R8)(DX*8), BX \
	SUBQ AX, BX \
	MOVQ BX, CX \
	CMPQ BX, R9 \
	CMOVQHI R9, CX \ // it is too long, or ends before it begins
	SHLQ $6, CX \
	VMOVDQU (SI)(AX*1), Y0 \
	VPAND (R12)(CX*1), Y0, Y0

// PAIR makes AX the distance of the pair in which the key in Y0 is remembered
// from the first one, as MemoKey.pair does.
#define PAIR \
	VPSRLQ $29, Y0, Y1 \
	VPXOR Y1, Y0, Y1 \
	VPMULUDQ Y11, Y1, Y1 \
	VEXTRACTI128 $1, Y1, X2 \
	VPADDQ X2, X1, X1 \
	VPSHUFD $0x4e, X1, X2 \
	VPADDQ X2, X1, X1 \
	VMOVQ X1, AX \
	SHRQ $(22-6), AX \
	ANDL $0xfffc0, AX

// COUNT puts the cell down in any case, and counts it if it is open: if it has a
// length and open, 0 or 1, says so.
#define COUNT(open) \
	MOVL DX, (R15)(R14*4) \
	NEGQ BX \
	SBBL BX, BX \
	ANDL open, BX \
	ADDQ BX, R14

// SKIMMED goes on to the next of the n cells or returns how many are open.
#define SKIMMED(n, found) \
	ADDQ $8, R13 \
	CMPQ R13, R11 \
	CMOVQEQ R10, R13 \
	INCQ DX \
	CMPQ DX, n \
	JLT cell \
	MOVQ R14, found \
	VZEROUPPER \
	RET

// func skimAVX2(pairs *[memoPairs][2]MemoKey, open *uint32, text *byte, cells *[2]uint32, n int, places *uint64, columns int, sizes *[OutlineSize + 2]skimSize) (found int)
TEXT ·skimAVX2(SB), NOSPLIT, $0-72
	SKIM

cell:
	CELL

	// The outline.
	VPSUBB Y15, Y0, Y1
	VPMINUB Y14, Y1, Y2
	VPCMPEQB Y1, Y2, Y2     // digits
	VPMINUB Y13, Y1, Y1
	VPAVGB Y12, Y1, Y1
	VPADDB Y15, Y1, Y1
	VPBLENDVB Y2, Y1, Y0, Y0
	VPOR 32(R12)(CX*1), Y0, Y0
	VPBROADCASTQ (R13), Y3
	VPBLENDD $0xc0, Y3, Y0, Y0

	PAIR
	VPCMPEQQ (DI)(AX*1), Y0, Y5
	VPCMPEQQ 32(DI)(AX*1), Y0, Y6
	VMOVMSKPD Y5, CX
	VMOVMSKPD Y6, AX
	CMPL CX, $15
	SETNE CX
	CMPL AX, $15
	SETNE AX
	ANDL CX, AX
	ANDL $1, AX
	COUNT(AX)

	SKIMMED(n+32(FP), found+64(FP))

// skimMiss is 0 for bits of two keys, four each, of which all of one are set.
DATA skimMiss<>+0(SB)/8, $0x0101010101010101
DATA skimMiss<>+8(SB)/8, $0x0001010101010101
DATA skimMiss<>+16(SB)/8, $0x0101010101010101
DATA skimMiss<>+24(SB)/8, $0x0001010101010101
DATA skimMiss<>+32(SB)/8, $0x0101010101010101
DATA skimMiss<>+40(SB)/8, $0x0001010101010101
DATA skimMiss<>+48(SB)/8, $0x0101010101010101
DATA skimMiss<>+56(SB)/8, $0x0001010101010101
DATA skimMiss<>+64(SB)/8, $0x0101010101010101
DATA skimMiss<>+72(SB)/8, $0x0001010101010101
DATA skimMiss<>+80(SB)/8, $0x0101010101010101
DATA skimMiss<>+88(SB)/8, $0x0001010101010101
DATA skimMiss<>+96(SB)/8, $0x0101010101010101
DATA skimMiss<>+104(SB)/8, $0x0001010101010101
DATA skimMiss<>+112(SB)/8, $0x0101010101010101
DATA skimMiss<>+120(SB)/8, $0x0001010101010101
DATA skimMiss<>+128(SB)/8, $0x0101010101010101
DATA skimMiss<>+136(SB)/8, $0x0001010101010101
DATA skimMiss<>+144(SB)/8, $0x0101010101010101
DATA skimMiss<>+152(SB)/8, $0x0001010101010101
DATA skimMiss<>+160(SB)/8, $0x0101010101010101
DATA skimMiss<>+168(SB)/8, $0x0001010101010101
DATA skimMiss<>+176(SB)/8, $0x0101010101010101
DATA skimMiss<>+184(SB)/8, $0x0001010101010101
DATA skimMiss<>+192(SB)/8, $0x0101010101010101
DATA skimMiss<>+200(SB)/8, $0x0001010101010101
DATA skimMiss<>+208(SB)/8, $0x0101010101010101
DATA skimMiss<>+216(SB)/8, $0x0001010101010101
DATA skimMiss<>+224(SB)/8, $0x0101010101010101
DATA skimMiss<>+232(SB)/8, $0x0001010101010101
DATA skimMiss<>+240(SB)/8, $0x0000000000000000
DATA skimMiss<>+248(SB)/8, $0x0000000000000000
GLOBL skimMiss<>(SB), RODATA|NOPTR, $256

// func skimAVX512(pairs *[memoPairs][2]MemoKey, open *uint32, text *byte, cells *[2]uint32, n int, places *uint64, columns int, sizes *[OutlineSize + 2]skimSize) (found int)
TEXT ·skimAVX512(SB), NOSPLIT, $0-72
	SKIM
	MOVQ $8, AX
	KMOVB AX, K4 // the last eight bytes of a key

cell:
	CELL

	// The outline.
	VPSUBB Y15, Y0, Y1
	VPCMPUB $2, Y14, Y1, K2 // digits
	VPMINUB Y13, Y1, Y1
	VPAVGB Y12, Y1, Y1
	VPADDB Y15, Y1, K2, Y0
	VPOR 32(R12)(CX*1), Y0, Y0
	VPBROADCASTQ (R13), K4, Y0

	PAIR
	VPCMPEQQ (DI)(AX*1), Y0, K2
	VPCMPEQQ 32(DI)(AX*1), Y0, K3
	KMOVB K2, CX
	KMOVB K3, AX
	SHLL $4, CX
	ORL AX, CX
	LEAQ skimMiss<>(SB), AX
	MOVBLZX (AX)(CX*1), AX
	COUNT(AX)

	SKIMMED(n+32(FP), found+64(FP))
